import { join } from 'node:path';

/** Where a back end listens, and what is its own. */
export interface Place {
  /** Its virtual environment or the folder of its node_modules. */
  readonly installed: string;
  /** Empty at each start. */
  readonly data: string;
  readonly port: number;
}

/** A real application with a database of its own that publishes the document it is tested by. */
export interface Backend {
  readonly name: string;
  /** What it is made with. */
  readonly family: string;
  readonly install: { readonly from: 'pip' | 'npm'; readonly packages: readonly string[] };
  /** Files that it is started with, by their name in the data folder. */
  readonly files?: (place: Place) => Readonly<Record<string, string>>;
  readonly command: (place: Place) => readonly [program: string, ...args: string[]];
  readonly cwd?: (place: Place) => string;
  readonly env?: (place: Place) => Readonly<Record<string, string>>;
  /** Paths of its document, and of the API. */
  readonly document: string;
  readonly base: string;
  /** The only thing that is told of it. */
  readonly headers: Readonly<Record<string, string>>;
  /** What makes the account behind the credentials. */
  readonly prepare?: { readonly method: string; readonly path: string; readonly body: unknown };
}

const basic = Buffer.from('admin:secret').toString('base64');
const token = '0123456789abcdef0123456789abcdef01234567';

export const backends: readonly Backend[] = [
  {
    name: 'loopback',
    family: 'LoopBack 4 (Node)',
    install: { from: 'npm', packages: ['@loopback/example-todo@6.0.0'] },
    command: ({ installed }) => [process.execPath, join(installed, 'node_modules/@loopback/example-todo')],
    cwd: ({ installed }) => join(installed, 'node_modules/@loopback/example-todo'),
    env: ({ port }) => ({ PORT: String(port), HOST: '127.0.0.1' }),
    document: '/openapi.json',
    base: '',
    headers: {},
  },
  {
    name: 'kinto',
    family: 'Pyramid and Cornice (Python), Swagger 2.0, PostgreSQL',
    install: {
      from: 'pip',
      packages: ['kinto[postgresql]==26.5.0', 'waitress==3.0.2', 'psycopg2-binary==2.9.13', 'pgserver==0.1.4'],
    },
    files: () => ({ 'start.py': kintoOnPostgres }),
    command: ({ installed, data, port }) => [
      script(installed, 'python'),
      join(data, 'start.py'),
      data,
      String(port),
      script(installed, 'kinto'),
    ],
    document: '/v1/__api__',
    base: '/v1',
    headers: { Authorization: `Basic ${basic}` },
  },
  {
    name: 'prefect',
    family: 'FastAPI and SQLAlchemy (Python), SQLite',
    install: {
      from: 'pip',
      packages: ['prefect==3.8.8', 'fastapi==0.139.2', 'starlette==1.0.1', 'sqlalchemy==2.0.58'],
    },
    command: ({ installed, port }) => [
      script(installed, 'prefect'),
      'server',
      'start',
      '--host=127.0.0.1',
      `--port=${port}`,
      '--no-ui',
      // They write to the same file all the time, and SQLite locks it.
      '--no-services',
    ],
    env: ({ data }) => ({ PREFECT_HOME: data, PREFECT_SERVER_ANALYTICS_ENABLED: 'false', DO_NOT_TRACK: '1' }),
    document: '/openapi.json',
    base: '/api',
    headers: {},
  },
  {
    name: 'label-studio',
    family: 'Django REST framework and drf-spectacular (Python), SQLite',
    install: { from: 'pip', packages: ['label-studio==1.23.2'] },
    command: ({ installed, port }) => [
      script(installed, 'label-studio'),
      'start',
      '--init',
      '-b',
      `--port=${port}`,
      '--internal-host=127.0.0.1',
      '--username=a@example.com',
      '--password=secret123',
      `--user-token=${token}`,
      '--enable-legacy-api-token',
    ],
    env: ({ data }) => ({
      LABEL_STUDIO_BASE_DATA_DIR: data,
      COLLECT_ANALYTICS: 'false',
      SENTRY_DSN: '',
      FRONTEND_SENTRY_DSN: '',
      LATEST_VERSION_CHECK: 'false',
    }),
    document: '/docs/api/schema/?format=json',
    base: '',
    headers: { Authorization: `Token ${token}` },
  },
];

function script(installed: string, name: string): string {
  return process.platform === 'win32' ? join(installed, 'Scripts', `${name}.exe`) : join(installed, 'bin', name);
}

/** As `kinto init` sets it up, with the administrator that its settings name; the database comes with a package and listens on a socket in the data folder. */
const kintoOnPostgres = `import pathlib, signal, subprocess, sys
import pgserver

signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
data, port, kinto = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]
database = pgserver.get_server(data / 'postgres')
ini = data / 'kinto.ini'
at = ['--ini', str(ini)]
init = ['--backend', 'postgresql', '--cache-backend', 'memory', '--host', '127.0.0.1']
subprocess.run([kinto, 'init', *at, *init], check=True)
ini.write_text(ini.read_text().replace('postgresql://postgres:postgres@localhost/postgres', database.get_uri()))
subprocess.run([kinto, 'migrate', *at], check=True)
subprocess.run([kinto, 'create-user', *at, '-u', 'admin', '-p', 'secret'], check=True)
server = subprocess.Popen([kinto, 'start', *at, '--port', port])
try:
    server.wait()
finally:
    server.terminate()
    server.wait()
    database.cleanup()
`;
