import { createRequire } from 'node:module';
import { draft04MetaSchema } from './draft-04-meta-schema.data.ts';

const AJV = 'ajv/dist/refs/';
const FILES: readonly (readonly [folder: string, base: string, names: readonly string[]])[] = [
  [
    'json-schema-2019-09/',
    'https://json-schema.org/draft/2019-09/',
    ['schema', 'meta/applicator', 'meta/content', 'meta/core', 'meta/format', 'meta/meta-data', 'meta/validation'],
  ],
  [
    'json-schema-2020-12/',
    'https://json-schema.org/draft/2020-12/',
    [
      'schema', 'meta/applicator', 'meta/content', 'meta/core', 'meta/format-annotation', 'meta/meta-data', 'meta/unevaluated',
      'meta/validation',
    ], // prettier-ignore
  ],
];

const files = new Map<string, string>([
  ['http://json-schema.org/draft-06/schema', `${AJV}json-schema-draft-06.json`],
  ['http://json-schema.org/draft-07/schema', `${AJV}json-schema-draft-07.json`],
  ...FILES.flatMap(([folder, base, names]) =>
    names.map((name): [string, string] => [`${base}${name}`, `${AJV}${folder}${name}.json`]),
  ),
]);

/** A standard meta-schema by its URI (without fragment), read when it is first asked for. */
export function metaSchema(uri: string): unknown {
  if (uri === 'http://json-schema.org/draft-04/schema') return draft04MetaSchema;
  const file = files.get(uri);
  return file === undefined ? undefined : createRequire(import.meta.url)(file);
}
