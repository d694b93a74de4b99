import { spawn, spawnSync } from 'node:child_process';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { startDemoServer } from '../../fixtures/servers/demo/server.ts';
import { cli, ended, measuredNode } from './child.ts';
import { row, skipped } from './row.ts';
import type { Row } from './row.ts';

const what = 'demo API: cases a CPU second';
// Each at a length at which its start-up no longer counts: ours would be most of a hundred cases an operation.
const ourExamples = '2000';
const peerExamples = '100';

/** Cases a CPU second beside Schemathesis, where it is installed: ATG_BENCH_SCHEMATHESIS names its command, or PATH has it. */
export async function besidePeer(): Promise<readonly Row[]> {
  const peer = [process.env['ATG_BENCH_SCHEMATHESIS'], 'schemathesis', 'st'].find(
    (command) => command !== undefined && spawnSync(command, ['--version']).status === 0,
  );
  const ours = await countCases((url, spec) =>
    measuredNode([cli, 'run', spec, '--base-url', url, '--max-examples', ourExamples, '--seed', '1']).usage.then(
      ({ cpuMs }) => cpuMs,
    ),
  );
  if (peer === undefined) {
    return [row(`${what}, ours`, ours, ''), skipped(`${what}, Schemathesis`, 'not installed')];
  }
  const theirs = await countCases((url, spec) =>
    cpuOfCommand(peer, ['run', spec, '--url', url, '--max-examples', peerExamples, '--seed', '1']),
  );
  return [
    row(`${what}, ours`, ours, ''),
    row(`${what}, Schemathesis`, theirs, ''),
    row(`${what}, ours to theirs`, ours / theirs, ' ×', { atLeast: 40 }),
  ];
}

/** Requests that reach the demo API, by the CPU seconds of the one who sends them. */
async function countCases(test: (url: string, spec: string) => Promise<number>): Promise<number> {
  const demo = await startDemoServer();
  const counter = await startCounter(demo.url);
  try {
    const cpuMs = await test(counter.url, demo.specPath);
    return counter.requests() / (cpuMs / 1000);
  } finally {
    counter.close();
    await demo.close();
  }
}

/** Passes everything on and counts. It runs in this process, whose time is not measured. */
async function startCounter(target: string): Promise<{ url: string; requests: () => number; close: () => void }> {
  let count = 0;
  const server = createServer({ maxHeaderSize: 1024 * 1024 }, (incoming, outgoing) => {
    count++;
    const { method, headers, url } = incoming;
    const { hostname, port } = new URL(target);
    const passedOn = request({ hostname, port, method, path: url, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passedOn.on('error', () => outgoing.destroy());
    incoming.pipe(passedOn);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url,
    requests: () => count,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Node cannot tell the CPU time of a child; Python can, and where Schemathesis is, Python is. */
async function cpuOfCommand(command: string, args: readonly string[]): Promise<number> {
  const program = [
    'import resource, subprocess, sys',
    'subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)',
    'used = resource.getrusage(resource.RUSAGE_CHILDREN)',
    'print((used.ru_utime + used.ru_stime) * 1000)',
  ].join('\n');
  // Not here: it leaves a folder of its own behind.
  const child = spawn('python3', ['-c', program, command, ...args], {
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  await ended(child);
  return Number(output);
}
