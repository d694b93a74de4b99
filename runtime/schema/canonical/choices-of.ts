import type { LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';
import { complement, negation } from './complement.ts';
import { constantsOf } from './constants-of.ts';
import { schemaId } from './schema-id.ts';
import { tagOf } from './tag-of.ts';
import type { Group } from './leaf.ts';

/** The choices that one schema leaves open, and what is left to say of it once they are made. */
export interface SchemaChoices {
  readonly groups: readonly Group[];
  /** Whether a value that keeps the branches may still break the schema. */
  readonly guard: boolean;
  readonly impossible: boolean;
  /** Of each choice among constants, the constants. */
  readonly sets: readonly (readonly unknown[])[];
}

const NONE: SchemaChoices = { groups: [], guard: false, impossible: false, sets: [] };
const MOST_EXCLUSIVE = 16;
const memo = new WeakMap<LoweredSchema, SchemaChoices>();

/** Always the same objects for the same schema, so that the schemas made for its branches are made once. */
export function choicesOf(node: LoweredSchema): SchemaChoices {
  if ((node.anyOf ?? node.oneOf ?? node.not ?? node.if ?? node.dependentSchemas) === undefined) return NONE;
  let choices = memo.get(node);
  if (choices === undefined) {
    choices = findChoices(node);
    memo.set(node, choices);
  }
  return choices;
}

function findChoices(node: LoweredSchema): SchemaChoices {
  const groups: Group[] = [];
  let guard = false;
  const add = (
    keyword: Group['keyword'],
    branches: Group['branches'],
    lastResorts: Group['lastResorts'] = [],
    part = '',
  ): void => {
    groups.push({ key: `${schemaId(node)}${keyword}${part}`, keyword, node, branches, lastResorts });
  };
  const sets: (readonly unknown[])[] = [];
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const branches = node[keyword];
    if (branches === undefined) continue;
    const constants = branches.length > 1 ? constantsOf(branches, keyword) : undefined;
    if (constants !== undefined) {
      sets.push(constants);
      continue;
    }
    const chosen = branches.map((branch) => [branch]);
    const tag = keyword === 'oneOf' ? tagOf(branches) : undefined;
    // A value that has its tag fits one branch alone; one without may fit any number.
    if (tag !== undefined) {
      const required = requiring(node, tag);
      add(keyword, branches.map((branch) => [branch, required])); // prettier-ignore
    } else add(keyword, chosen, keyword === 'oneOf' ? exclusiveBranches(branches) : []);
    guard ||= keyword === 'oneOf' && branches.length > 1 && tag === undefined;
  }
  if (node.if !== undefined && (node.then !== undefined || node.else !== undefined)) {
    const { ways, isExact } = complement(node.if);
    guard ||= !isExact;
    const otherwise = ways.map((way) => [way, ...(node.else === undefined ? [] : [node.else])]);
    add('if', [[node.if, ...(node.then === undefined ? [] : [node.then])], ...otherwise]);
  }
  for (const [name, dependent] of Object.entries(node.dependentSchemas ?? {})) {
    add('dependentSchemas', [[dependent], [withoutProperty(node, name)]], [], `/${name}`);
  }
  if (node.not === undefined) return { groups, guard, impossible: false, sets };
  const { ways, isExact } = complement(followAlone(node.not));
  // What cannot be turned round is left to chance and the guard.
  if (ways.length > 0)
    add(
      'not',
      ways.map((way) => [way]),
    );
  return { groups, guard: guard || !isExact, impossible: isExact && ways.length === 0, sets };
}

/** Each branch of a `oneOf` with the negation of all others: only where chance does not find a value that is in one alone. */
function exclusiveBranches(branches: readonly LoweredSchema[]): Group['lastResorts'] {
  if (branches.length < 2 || branches.length > MOST_EXCLUSIVE) return [];
  const negations = branches.map(negation);
  return branches.map((branch, index) => [branch, ...negations.filter((_, other) => other !== index)]);
}

function requiring(node: LoweredSchema, name: string): LoweredSchema {
  return { [ORIGIN]: { ...node[ORIGIN], synthetic: true }, required: [name] };
}

function withoutProperty(node: LoweredSchema, name: string): LoweredSchema {
  const origin = { ...node[ORIGIN], synthetic: true };
  const properties = Object.create(null) as Record<string, LoweredSchema>;
  properties[name] = { [ORIGIN]: origin, 'x-atg-false': true };
  return { [ORIGIN]: origin, properties };
}

function followAlone(schema: LoweredSchema): LoweredSchema {
  let current = schema;
  for (let steps = 0; steps < 20; steps++) {
    const handle = current['x-atg-ref'];
    if (handle === undefined || Object.keys(current).length > 1) return current;
    current = handle();
  }
  return current;
}
