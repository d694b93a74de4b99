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
    family: 'Pyramid and Cornice (Python), Swagger 2.0',
    install: { from: 'pip', packages: ['kinto==26.5.0', 'waitress==3.0.2'] },
    files: ({ port }) => ({ 'kinto.ini': kintoSettings(port) }),
    command: ({ installed, data }) => [script(installed, 'pserve'), join(data, 'kinto.ini')],
    document: '/v1/__api__',
    base: '/v1',
    headers: { Authorization: `Basic ${basic}` },
    prepare: { method: 'PUT', path: '/v1/accounts/admin', body: { data: { password: 'secret' } } },
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

function kintoSettings(port: number): string {
  return `[app:main]
use = egg:kinto
kinto.userid_hmac_secret = 0123456789
kinto.bucket_create_principals = system.Authenticated
kinto.account_create_principals = system.Everyone
kinto.includes = kinto.plugins.accounts
  kinto.plugins.history
multiauth.policies = account
multiauth.policy.account.use = kinto.plugins.accounts.authentication.AccountsAuthenticationPolicy
kinto.storage_backend = kinto.core.storage.memory
kinto.cache_backend = kinto.core.cache.memory
kinto.permission_backend = kinto.core.permission.memory
[server:main]
use = egg:waitress#main
host = 127.0.0.1
port = ${port}
`;
}
