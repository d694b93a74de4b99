import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { cli, measuredNode, root } from './child.ts';
import { row, skipped } from './row.ts';
import type { Row } from './row.ts';

const documents = [
  { name: 'github.com', seconds: 1.5, mb: 300 },
  { name: 'microsoft.com-graph-beta', seconds: 5, mb: 900 },
];

/** From the start of the process to its first request, and its peak memory, with one operation of a large document. */
export async function startUp(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const { name, seconds, mb } of documents) {
    const file = join(root, '..', 'shared', 'data', 'specs', `${name}.json.gz`);
    if (!existsSync(file)) {
      rows.push(skipped(`${name}: start to first request`, 'no ../shared/data/specs here'));
      continue;
    }
    const { firstRequestMs, peakMb } = await measureOnce(file);
    rows.push(
      row(`${name}: start to first request`, firstRequestMs / 1000, ' s', { atMost: seconds }),
      row(`${name}: peak memory`, peakMb, ' MB', { atMost: mb }),
    );
  }
  return rows;
}

async function measureOnce(file: string): Promise<{ firstRequestMs: number; peakMb: number }> {
  let firstRequestAt: number | undefined;
  const server = createServer((_request, response) => {
    firstRequestAt ??= performance.now();
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const startedAt = performance.now();
  const limits = ['--include-operation-id', someOperationId(file), '--max-examples', '20', '--seed', '1'];
  const { peakMb } = await measuredNode([cli, 'run', file, '--base-url', url, ...limits]).usage;
  server.close();
  if (firstRequestAt === undefined) throw new Error(`No request came from ${file}.`);
  return { firstRequestMs: firstRequestAt - startedAt, peakMb };
}

/** The first operation that has an id. */
function someOperationId(file: string): string {
  const text = gunzipSync(readFileSync(file)).toString('utf8');
  const id = /"operationId"\s*:\s*"([^"]+)"/.exec(text)?.[1];
  if (id === undefined) throw new Error(`No operation id in ${file}.`);
  return id;
}
