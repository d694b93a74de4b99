import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outputOf, root } from '../child.ts';

/** What generating for one operation gave and cost. */
export interface OperationFigures {
  readonly label: string;
  readonly cpuMs: number;
  readonly positive: number;
  readonly negative: number;
  readonly problems: readonly string[];
  /** Of all bytes of all its requests. */
  readonly digest: string;
}

/** What one document gave in a process of its own. */
export interface DocumentFigures {
  readonly loadCpuMs: number;
  /** Of all operations together: what is made once for a document. */
  readonly prepareCpuMs: number;
  readonly peakMb: number;
  readonly operations: readonly OperationFigures[];
  /** Absent where the cases were not judged. */
  readonly judged:
    | {
        /** Operations whose second generation gave other bytes. */
        readonly changed: readonly string[];
        readonly invalid: readonly string[];
        /** Operations of which nothing can be broken. */
        readonly unbreakable: readonly string[];
      }
    | undefined;
}

const specsFolder: string = fileURLToPath(new URL('../../../../shared/data/specs/', import.meta.url));

/** The documents by their names without ending, those whose name holds one of the wanted words. */
export function documentNames(wanted: readonly string[]): readonly string[] {
  if (!existsSync(specsFolder)) return [];
  return readdirSync(specsFolder)
    .filter((name) => name.endsWith('.json.gz'))
    .map((name) => name.slice(0, -'.json.gz'.length))
    .filter((name) => wanted.length === 0 || wanted.some((word) => name.includes(word)))
    .toSorted();
}

/** One document in a child process, so that its memory is its own. */
export async function documentFigures(name: string, count: number, judge: boolean): Promise<DocumentFigures> {
  const script = join(root, 'tests/bench/generation/measure-document.ts');
  const args = ['--import', 'tsx', script, join(specsFolder, `${name}.json.gz`), String(count)];
  return JSON.parse(await outputOf(process.execPath, judge ? [...args, 'judge'] : args)) as DocumentFigures;
}
