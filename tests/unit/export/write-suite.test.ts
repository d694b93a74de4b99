import { mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { UsageError } from '../../../runtime/errors.ts';
import { writeSuite } from '../../../runtime/export/writing/write-suite.ts';

const id = '0123456789ab';
const text = (body: string): string => `one\n// #region yours ${id}\n// #endregion yours\n${body}\n`;

function folder(): string {
  return mkdtempSync(join(tmpdir(), 'atg-export-'));
}

test('writes, keeps what stands between the markers, and writes nothing that is the same', () => {
  const dir = folder();
  expect(writeSuite(dir, [['tests/a.test.ts', text('old')]], false)).toMatchObject({ written: 1, unchanged: 0 });
  const file = join(dir, 'tests/a.test.ts');
  writeFileSync(file, readFileSync(file, 'utf8').replace(`yours ${id}\n`, `yours ${id}\nmine();\n`));
  expect(writeSuite(dir, [['tests/a.test.ts', text('new')]], false)).toMatchObject({ written: 1 });
  expect(readFileSync(file, 'utf8')).toBe(`one\n// #region yours ${id}\nmine();\n// #endregion yours\nnew\n`);
  expect(writeSuite(dir, [['tests/a.test.ts', text('new')]], false)).toMatchObject({ written: 0, unchanged: 1 });
});

test('keeps what stood in a region that is no more', () => {
  const dir = folder();
  const file = join(dir, 'a.ts');
  writeSuite(dir, [['a.ts', text('x')]], false);
  writeFileSync(file, readFileSync(file, 'utf8').replace(`yours ${id}\n`, `yours ${id}\nmine();\n`));
  writeSuite(dir, [['a.ts', 'two\n']], false);
  expect(readFileSync(file, 'utf8')).toBe(`two\n\n// #region yours ${id}\nmine();\n// #endregion yours\n`);
});

test('overwrites no file that it did not write or that was changed, unless it is forced to', () => {
  const dir = folder();
  writeFileSync(join(dir, 'package.json'), 'mine');
  const write = (force: boolean): unknown =>
    writeSuite(
      dir,
      [
        ['b.ts', 'x\n'],
        ['package.json', '{}\n'],
      ],
      force,
    );
  expect(() => write(false)).toThrow(UsageError);
  // Nothing was written before that was known.
  expect(existsSync(join(dir, 'b.ts'))).toBe(false);
  write(true);
  expect(readFileSync(join(dir, 'package.json'), 'utf8')).toBe('{}\n');
  writeFileSync(join(dir, 'b.ts'), 'x\nchanged\n');
  expect(() => write(false)).toThrow(/b\.ts/u);
});

test('deletes what is no part of the suite any more, but not what holds lines of the user', () => {
  const dir = folder();
  writeSuite(
    dir,
    [
      ['gone.ts', 'x\n'],
      ['mine.ts', text('x')],
    ],
    false,
  );
  const mine = join(dir, 'mine.ts');
  writeFileSync(mine, readFileSync(mine, 'utf8').replace(`yours ${id}\n`, `yours ${id}\nmine();\n`));
  expect(writeSuite(dir, [['a.ts', 'x\n']], false)).toMatchObject({ removed: ['gone.ts'], left: ['mine.ts'] });
});

test.each([['../x'], ['a/../../x'], ['/x'], ['a\\..\\x']])('does not leave its folder by %s', (path) => {
  expect(() => writeSuite(folder(), [[path, 'x']], true)).toThrow(UsageError);
});

test.skipIf(process.platform === 'win32')('follows no link out of its folder', () => {
  const dir = folder();
  const elsewhere = folder();
  symlinkSync(elsewhere, join(dir, 'tests'));
  mkdirSync(join(dir, 'support'));
  expect(() => writeSuite(dir, [['tests/a.ts', 'x']], true)).toThrow(UsageError);
  expect(existsSync(join(elsewhere, 'a.ts'))).toBe(false);
});
