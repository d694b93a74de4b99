import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Failure } from '../../runtime/model/failure.ts';
import type { KeptFailure } from '../../runtime/model/kept-failure.ts';
import { isFailureId, parseKeptFailure } from './parse-kept-failure.ts';

/** Where failures are kept, from the working directory; curl lines name files in it. */
export const storeFolder = '.api-test-gen/failures';

/** A server that fails everywhere fills no disk: more failures than this are reported, and not kept. */
const maxKept = 1000;

/** The failures of earlier runs, a JSON file each, with the bodies that a shell cannot carry beside them. */
export interface FailureStore {
  /** All that can be read, by id. */
  load(): readonly KeptFailure[];
  /** The files that cannot be read, and why: `a1b2….json (it is no JSON)`. */
  faults(): readonly string[];
  /** Throws where the file cannot be written. */
  save(kept: KeptFailure): void;
  remove(id: string): void;
}

/** A line for standard error about files that cannot be read; `undefined` where there are none. */
export function faultsNote(store: FailureStore): string | undefined {
  const [first, ...others] = store.faults();
  if (first === undefined) return undefined;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return `note: Kept failures that cannot be read are left out: ${first}${more}. They are in ${storeFolder}; remove them.\n`;
}

export function createFailureStore(cwd: string): FailureStore {
  const home = join(cwd, '.api-test-gen');
  const folder = join(cwd, storeFolder);
  let saved = 0;
  const prepare = (): void => {
    mkdirSync(folder, { recursive: true });
    // Requests may hold what nobody wants in a repository; whoever does can say so here.
    writeUnlessThere(join(home, '.gitignore'), '*\n');
  };
  return {
    load: () =>
      namesIn(folder).flatMap((name) => {
        const kept = readKept(join(folder, name));
        return typeof kept === 'string' ? [] : [kept];
      }),
    faults: () =>
      namesIn(folder).flatMap((name) => {
        const kept = readKept(join(folder, name));
        return typeof kept === 'string' ? [`${name} (${kept})`] : [];
      }),
    save(kept) {
      const { failure } = kept;
      if (saved === 0) prepare();
      saved += 1;
      if (saved > maxKept) return;
      removeFiles(folder, failure.id);
      for (const [name, bytes] of bodyFiles(failure)) writeFileSync(join(folder, name), bytes);
      writeFileSync(join(folder, `${failure.id}.json`), `${JSON.stringify(kept, undefined, 2)}\n`);
    },
    remove: (id) => removeFiles(folder, id),
  };
}

/** A kept failure from its file, or what is wrong with it. */
function readKept(file: string): KeptFailure | string {
  try {
    return parseKeptFailure(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    return error instanceof SyntaxError ? 'it is no JSON' : (error as Error).message;
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json') && isFailureId(name.slice(0, -'.json'.length)))
      .sort();
  } catch {
    return []; // there is none yet
  }
}

function removeFiles(folder: string, id: string): void {
  for (const suffix of ['.json', '.bin', '-2.bin', '-3.bin']) rmSync(join(folder, `${id}${suffix}`), { force: true });
}

function writeUnlessThere(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** The bodies that the curl lines of a failure name files for. */
function bodyFiles({ id, curl, request, steps, examples = [] }: Failure): readonly (readonly [string, Uint8Array])[] {
  const bodies = [
    [`${id}.bin`, curl, [request.body, steps.findLast(({ look }) => look !== true)?.request.body]],
    ...examples.map((example, at) => [`${id}-${at + 2}.bin`, example.curl, [example.request.body]] as const),
  ] as const;
  return bodies.flatMap(([name, line, candidates]) => {
    if (!line.includes(`@${storeFolder}/${name}`)) return [];
    const whole = candidates.find((body) => body !== undefined && body.truncated !== true);
    return whole === undefined ? [] : [[name, bytesOf(whole)] as const];
  });
}

function bytesOf({ text, base64 }: NonNullable<Failure['request']['body']>): Uint8Array {
  return text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text);
}
