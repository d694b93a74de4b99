import type { VarietySchema } from '../../../fixtures/schemas/variety.ts';
import { variety } from '../../../fixtures/schemas/variety.ts';
import { fromSchema } from '../../../runtime/arbitraries/index.ts';
import { generateAt } from '../../laws/generate-at.ts';
import { markdownTable } from './markdown-table.ts';
import { peerValues } from './peer-values.ts';

/** How much of what a schema has its values show. */
export interface VarietyRow {
  readonly name: string;
  readonly features: number;
  readonly ours: { readonly missing: readonly string[] };
  readonly peer: { readonly missing: readonly string[] };
}

export function varietyFigures(count: number): readonly VarietyRow[] {
  return variety.map((one) => {
    const arbitrary = fromSchema(one.schema);
    return {
      name: one.name,
      features: Object.keys(one.features).length,
      ours: {
        missing: missing(
          one,
          Array.from({ length: count }, (_, seed) => generateAt(arbitrary, seed)),
        ),
      },
      peer: { missing: missing(one, valuesOrNone(one.schema, count)) },
    };
  });
}

/** The features that no value has. */
function missing({ features }: VarietySchema, values: readonly unknown[]): readonly string[] {
  return Object.entries(features)
    .filter(([, has]) => !values.some((value) => has(value)))
    .map(([name]) => name);
}

function valuesOrNone(schema: unknown, count: number): readonly unknown[] {
  try {
    return peerValues(schema, count);
  } catch {
    return [];
  }
}

/** Table 3. */
export function varietyTable(rows: readonly VarietyRow[]): string {
  const sum = (of: (row: VarietyRow) => number): number => rows.reduce((total, row) => total + of(row), 0);
  const cells = (name: string, features: number, ours: number, peer: number): readonly string[] => [
    name,
    String(features),
    String(features - ours),
    String(features - peer),
  ];
  return markdownTable(
    ['schema', 'features', 'ours', 'json-schema-faker', 'not shown by ours', 'not shown by json-schema-faker'],
    [
      ...rows.map(({ name, features, ours, peer }) => [
        ...cells(name, features, ours.missing.length, peer.missing.length),
        ours.missing.join(', '),
        peer.missing.join(', '),
      ]),
      cells(
        'all',
        sum(({ features }) => features),
        sum(({ ours }) => ours.missing.length),
        sum(({ peer }) => peer.missing.length),
      ),
    ],
  );
}
