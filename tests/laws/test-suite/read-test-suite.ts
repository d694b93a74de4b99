import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '../../../runtime/model/schema-ref.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/json-schema-test-suite/', import.meta.url));

/** Whether the official JSON Schema test suite lies beside this clone. */
export const hasTestSuite: boolean = existsSync(folder);

/** The drafts of the suite: its folder's name, and ours for the dialect. */
export const drafts = [
  { draft: 'draft4', dialect: 'draft-04' },
  { draft: 'draft6', dialect: 'draft-06' },
  { draft: 'draft7', dialect: 'draft-07' },
  { draft: 'draft2019-09', dialect: '2019-09' },
  { draft: 'draft2020-12', dialect: '2020-12' },
] as const satisfies readonly { readonly draft: string; readonly dialect: Dialect }[];

export type Draft = (typeof drafts)[number];

/** One schema of the suite with what it says of instances. */
export interface SuiteSchema {
  /** The file without its ending: mostly the keyword's name. */
  readonly file: string;
  readonly description: string;
  readonly schema: unknown;
  readonly valid: readonly unknown[];
  readonly invalid: readonly unknown[];
}

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly data: unknown; readonly valid: boolean }[];
}

/** The required tests of a draft: the files directly in its folder. */
export function readDraft({ draft }: Draft): readonly SuiteSchema[] {
  return readFolder(join(folder, draft));
}

/** The optional tests of a draft, apart from those of formats. */
export function readOptional({ draft }: Draft): readonly SuiteSchema[] {
  return readFolder(join(folder, draft, 'optional'));
}

function readFolder(path: string): readonly SuiteSchema[] {
  return readdirSync(path)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .flatMap((name) =>
      (JSON.parse(readFileSync(join(path, name), 'utf8')) as readonly Group[]).map(
        ({ description, schema, tests }) => ({
          file: name.slice(0, -'.json'.length),
          description,
          schema,
          valid: tests.filter(({ valid }) => valid).map(({ data }) => data),
          invalid: tests.filter(({ valid }) => !valid).map(({ data }) => data),
        }),
      ),
    );
}

/** The documents that schemas of a draft refer to, by the address the suite serves them at: its own, and those of no draft. */
export function readRemotes({ draft }: Draft): Readonly<Record<string, unknown>> {
  const remotes = join(folder, 'remotes');
  const documents: Record<string, unknown> = {};
  for (const entry of readdirSync(remotes, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name).slice(remotes.length + 1);
    const top = path.split(sep)[0] ?? '';
    if (!entry.isFile() || !path.endsWith('.json') || (/^(?:draft|v\d)/.test(top) && top !== draft)) continue;
    const text = readFileSync(join(remotes, path), 'utf8');
    documents[`http://localhost:1234/${path.split(sep).join('/')}`] = JSON.parse(text) as unknown;
  }
  return documents;
}
