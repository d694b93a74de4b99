import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UsageError } from '../../../runtime/errors.ts';
import { fileOutput, streamOutput } from '../../../src/report-output.ts';
import { useColor } from '../../../src/use-color.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'report-output-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a report file', () => {
  it('is created with its folders, replaces an older one, and holds all text', () => {
    const file = join(folder, 'a/b/report.xml');
    const first = fileOutput(file);
    first.write('older and longer text');
    first.close();
    const output = fileOutput(file);
    const long = 'ü€😀'.repeat(30_000);
    output.write('<');
    output.write(long);
    output.write('>');
    output.close();
    expect(readFileSync(file, 'utf8')).toBe(`<${long}>`);
  });

  it('that cannot be created is a usage error', () => {
    writeFileSync(join(folder, 'file'), '');
    expect(() => fileOutput(join(folder, 'file/report.xml'))).toThrow(UsageError);
    expect(() => fileOutput(folder)).toThrow(/^The report file cannot be written: /);
  });
});

describe('standard output', () => {
  it('asks to wait while its reader lags behind', async () => {
    const stream = new PassThrough({ highWaterMark: 4 });
    const output = streamOutput(stream);
    expect(output.drained()).toBeUndefined();
    output.write('longer than four');
    const drained = output.drained();
    expect(drained).toBeInstanceOf(Promise);
    expect(String(stream.read())).toBe('longer than four');
    await drained;
    expect(output.drained()).toBeUndefined();
  });

  it('drops the rest once its reader is gone', () => {
    const stream = new PassThrough();
    const output = streamOutput(stream);
    stream.destroy();
    output.write('x');
    expect(output.drained()).toBeUndefined();
  });
});

describe('colour', () => {
  it.each([
    ['auto', true, {}, true],
    ['auto', false, {}, false],
    ['auto', true, { NO_COLOR: '1' }, false],
    ['auto', true, { NO_COLOR: '' }, true],
    ['auto', true, { TERM: 'dumb' }, false],
    ['auto', false, { FORCE_COLOR: '1' }, true],
    ['auto', true, { FORCE_COLOR: '0' }, false],
    ['auto', true, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
    ['always', false, { NO_COLOR: '1' }, true],
    ['never', true, { FORCE_COLOR: '1' }, false],
  ] as const)('%s, terminal %s, %j: %s', (wanted, isTTY, env, expected) => {
    expect(useColor(wanted, isTTY, env)).toBe(expected);
  });
});
