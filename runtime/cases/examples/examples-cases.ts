import { hash } from 'node:crypto';
import type { Example } from '../../model/operation.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import { baseDraft } from '../base-draft.ts';
import { draftOf, finishCase, setParameter, type CaseDraft, type CaseIdentity } from '../case-draft.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';
import { expandSchema, type InvalidPropertyExample } from './expand-schema.ts';
import { createRealisticNames, type RealisticNames } from './realistic-names.ts';
import { realisticValue } from './realistic-value.ts';
import { selectionsOf, unnamed, type Selection } from './selections.ts';

/** What examples depend on beside their operation. */
export interface ExamplesOptions {
  readonly seed: number;
  /** @default our own table */
  readonly names?: RealisticNames;
  /** Hears of each example of a property that its own schema rejects: it is not used. */
  readonly onInvalid?: (example: InvalidPropertyExample) => void;
}

/**
 * The documented examples as cases: examples of one name go together, the others go in order, each source starting over when it
 * has fewer. Where a body has no example as a whole it is put together from those of its properties. Where an operation documents
 * none there is one realistic case. `undefined` stands for examples that the wire cannot carry, so that a case keeps its index.
 */
export function* examplesCases(
  context: OperationContext,
  { seed, names = createRealisticNames(), onInvalid }: ExamplesOptions,
): Generator<ReadyCase | undefined> {
  const roundsOf = (body: BodySource): number =>
    expandSchema(body.schema, { position: 0, seed: 0, names, ...(onInvalid && { onInvalid }) })?.rounds ?? 1;
  let index = 0;
  for (const selection of selectionsOf(context, roundsOf)) {
    const seedPath = { seed, operation: context.operation.label, phase: 'examples', index } as const;
    index += 1;
    const scenario = selection.kind === 'name' ? selection.name : 'example_value';
    const identity = { mode: 'positive', scenario, seedPath, violations: [] } as const;
    const draft = draftFor(context, selection, { seedPath, names });
    yield finishCase(context, draft, identity) ?? plainCase(context, identity);
  }
}

/** Where the wire cannot carry an example as it was meant, the plainest request: without optional parts, with the smallest values. */
function plainCase(context: OperationContext, identity: CaseIdentity): ReadyCase | undefined {
  return finishCase(context, baseDraft(context), identity);
}

interface Filling {
  readonly seedPath: SeedPath;
  readonly names: RealisticNames;
}

function draftFor(context: OperationContext, selection: Selection, filling: Filling): CaseDraft {
  const draft = draftOf();
  for (const source of context.parameters)
    setParameter(draft, source.parameter, parameterValue(source, selection, filling));
  const { body } = selection;
  if (body !== undefined) {
    const value = (select(body, selection) ?? body.examples[0])?.value ?? invented(body, selection, filling, 'body');
    draft.body = { kind: 'value', mediaType: body.mediaType, value };
  }
  return draft;
}

/** An optional parameter is left out where the selection has no example of it. */
function parameterValue(source: ParameterSource, selection: Selection, filling: Filling): unknown {
  const { parameter, examples } = source;
  const example = select(source, selection);
  if (example !== undefined) return example.value;
  if (!parameter.required) return undefined;
  const [first] = examples;
  return first === undefined ? invented(source, selection, filling, parameter.in, parameter.name) : first.value;
}

/** The example of the name asked for, else one without a name: of another name it would belong to other values. */
function select(source: ValueSource, selection: Selection): Example | undefined {
  const free = unnamed(source);
  if (selection.kind === 'position') return free[selection.position % Math.max(1, free.length)];
  return source.examples.find(({ name }) => name === selection.name) ?? free[0];
}

function invented(
  source: ValueSource,
  selection: Selection,
  { seedPath, names }: Filling,
  place: string,
  name?: string,
): unknown {
  const position = selection.kind === 'position' ? selection.position : 0;
  const seed = smallSeed(seedPath, name === undefined ? place : `${place} ${name}`);
  return realisticValue(source, seed, { names, position, ...(name !== undefined && { name }) });
}

/** json-schema-faker takes a 32-bit seed. */
function smallSeed(seedPath: SeedPath, part: string): number {
  return hash('sha256', `${seedPath.seed}/${seedPath.operation}/${part}`, 'buffer').readUInt32LE(0);
}
