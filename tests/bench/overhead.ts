import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { echoDocument } from '../../fixtures/servers/odd/echo.ts';
import { firstLine, outputOf, root } from './child.ts';
import { row } from './row.ts';
import type { Row } from './row.ts';

/** CPU time of a case above that of a bare request, and the rate beside it: one operation, all checks, 32 at once. */
export async function overhead(): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-bench-'));
  const document = join(folder, 'echo.json');
  writeFileSync(document, JSON.stringify(echoDocument));
  const server = spawn(process.execPath, ['--import', 'tsx', join(root, 'tests/bench/echo-server.ts')], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    const url = await firstLine(server);
    const rows: Row[] = [];
    for (const [operation, name] of [
      ['getItem', 'GET'],
      ['putItem', 'POST'],
    ] as const) {
      const script = join(root, 'tests/bench/measure-overhead.mjs');
      const figures = JSON.parse(await outputOf(process.execPath, [script, url, document, operation])) as Figures;
      rows.push(
        row(`${name}: CPU of a bare request`, figures.bareCpuUs, ' µs'),
        row(`${name}: CPU of a case above it`, figures.aboveCpuUs, ' µs', { atMost: 90 }),
        row(`${name}: bare requests a second`, figures.bareRate, ''),
        row(`${name}: cases a second, of those`, figures.ratio, '', { atLeast: 0.35 }),
      );
    }
    return rows;
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
}

interface Figures {
  readonly bareCpuUs: number;
  readonly aboveCpuUs: number;
  readonly bareRate: number;
  readonly ratio: number;
}
