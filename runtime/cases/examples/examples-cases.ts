import { hash } from 'node:crypto';
import type { Example } from '../../model/operation.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import { baseDraft } from '../base-draft.ts';
import { draftOf, finishCase, setParameter, type CaseDraft, type CaseIdentity } from '../case-draft.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';
import { realisticValue } from './realistic-value.ts';

/** Which examples one case takes: those of a name, or the n-th unnamed ones. */
type Selection =
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'position'; readonly position: number };

/**
 * The documented examples as cases: examples of one name go together, the others go in order, each source starting over when it
 * has fewer. Where an operation documents none there is one realistic case. `undefined` stands for examples that the
 * wire cannot carry, so that a case keeps its index.
 */
export function* examplesCases(context: OperationContext, seed: number): Generator<ReadyCase | undefined> {
  let index = 0;
  for (const selection of selectionsOf(context)) {
    const seedPath = { seed, operation: context.operation.label, phase: 'examples', index } as const;
    index += 1;
    const scenario = selection.kind === 'name' ? selection.name : 'example_value';
    const identity = { mode: 'positive', scenario, seedPath, violations: [] } as const;
    yield finishCase(context, draftFor(context, selection, seedPath), identity) ?? plainCase(context, identity);
  }
}

/** Where the wire cannot carry an example as it was meant, the plainest request: without optional parts, with the smallest values. */
function plainCase(context: OperationContext, identity: CaseIdentity): ReadyCase | undefined {
  return finishCase(context, baseDraft(context), identity);
}

function selectionsOf(context: OperationContext): readonly Selection[] {
  const sources = [...context.parameters, ...context.bodies];
  const names = new Set<string>();
  let positions = 1;
  for (const { examples } of sources) {
    let unnamed = 0;
    for (const example of examples) {
      if (example.name === undefined) unnamed += 1;
      else names.add(example.name);
    }
    positions = Math.max(positions, unnamed);
  }
  const named = [...names].map((name) => ({ kind: 'name', name }) as const);
  const inOrder = Array.from({ length: positions }, (_, position) => ({ kind: 'position', position }) as const);
  return [...named, ...inOrder];
}

function draftFor(context: OperationContext, selection: Selection, seedPath: SeedPath): CaseDraft {
  const draft = draftOf();
  for (const source of context.parameters)
    setParameter(draft, source.parameter, parameterValue(source, selection, seedPath));
  const body = bodyFor(context, selection);
  if (body !== undefined) {
    const value = select(body, selection)?.value ?? realisticValue(body, smallSeed(seedPath, 'body'));
    draft.body = { kind: 'value', mediaType: body.mediaType, value };
  }
  return draft;
}

function parameterValue(source: ParameterSource, selection: Selection, seedPath: SeedPath): unknown {
  const example = select(source, selection);
  if (example !== undefined) return example.value;
  if (!source.parameter.required) return undefined;
  return realisticValue(source, smallSeed(seedPath, `${source.parameter.in} ${source.parameter.name}`));
}

/** The body that has the example asked for, else the first one that has any, else the first. */
function bodyFor({ bodies }: OperationContext, selection: Selection): BodySource | undefined {
  if (selection.kind === 'name') {
    const named = bodies.find(({ examples }) => examples.some(({ name }) => name === selection.name));
    if (named !== undefined) return named;
  }
  return bodies.find(({ examples }) => examples.length > 0) ?? bodies[0];
}

function select({ examples }: ValueSource, selection: Selection): Example | undefined {
  if (selection.kind === 'name') return examples.find(({ name }) => name === selection.name) ?? examples[0];
  const unnamed = examples.filter(({ name }) => name === undefined);
  const from = unnamed.length > 0 ? unnamed : examples;
  return from[selection.position % Math.max(1, from.length)];
}

/** json-schema-faker takes a 32-bit seed. */
function smallSeed(seedPath: SeedPath, part: string): number {
  return hash('sha256', `${seedPath.seed}/${seedPath.operation}/${part}`, 'buffer').readUInt32LE(0);
}
