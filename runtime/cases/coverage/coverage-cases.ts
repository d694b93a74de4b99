import type { CaseValues } from '../../model/case.ts';
import type { Violation } from '../../model/violation.ts';
import { baseDraft } from '../base-draft.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from '../case-draft.ts';
import { canBeMalformed, malformedBody } from '../malformed-body.ts';
import { canBeMissing, missingParameter } from '../missing-parameter.ts';
import type { BodySource, OperationContext, ParameterSource } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';

/** A scenario before it is written to the wire. */
interface Scenario {
  readonly name: string;
  readonly draft: CaseDraft;
  readonly violation: Violation | undefined;
}

/**
 * The deterministic cases of an operation, always the same and in the same order: the plainest request, every optional part
 * alone and all together, and for each parameter and body the values at, inside and outside every edge of its schema.
 * Linear in the size of the schemas. `undefined` stands for a scenario that the
 * wire cannot carry, so that a case keeps its index.
 */
export function* coverageCases(context: OperationContext, seed: number): Generator<ReadyCase | undefined> {
  let index = 0;
  for (const { name, draft, violation } of scenarios(context)) {
    const seedPath = { seed, operation: context.operation.label, phase: 'coverage', index } as const;
    index += 1;
    const ready = finishCase(context, draft, {
      mode: violation === undefined ? 'positive' : 'negative',
      scenario: name,
      seedPath,
      violations: violation === undefined ? [] : [violation],
    });
    yield ready;
  }
}

function* scenarios(context: OperationContext): Generator<Scenario> {
  const base: CaseValues = baseDraft(context);
  yield { name: 'default_positive_test', draft: draftOf(base), violation: undefined };
  yield* optionalParts(context, base);
  for (const source of context.parameters) yield* parameterEdges(source, base);
  for (const source of context.bodies) yield* bodyEdges(source, base);
}

/** Every optional part alone, and all of them together. */
function* optionalParts(context: OperationContext, base: CaseValues): Generator<Scenario> {
  const all = draftOf(base);
  let count = 0;
  for (const source of context.parameters) {
    if (source.parameter.required) continue;
    const draft = draftOf(base);
    setParameter(draft, source.parameter, source.plain());
    setParameter(all, source.parameter, source.plain());
    count += 1;
    yield { name: 'optional_parameter', draft, violation: undefined };
  }
  for (const source of context.bodies) {
    const draft = draftOf(base);
    draft.body = { kind: 'value', mediaType: source.mediaType, value: source.plain() };
    all.body ??= draft.body;
    yield { name: 'default_positive_test', draft, violation: undefined };
  }
  if (count > 1) yield { name: 'all_optional_parameters', draft: all, violation: undefined };
}

function* parameterEdges(source: ParameterSource, base: CaseValues): Generator<Scenario> {
  const { parameter } = source;
  for (const edge of source.edges()) {
    const draft = draftOf(base);
    setParameter(draft, parameter, edge.value);
    const violation = edge.violation && { ...edge.violation, location: parameter.in, parameter: parameter.name };
    yield { name: edge.scenario, draft, violation };
  }
  if (canBeMissing(parameter)) {
    const draft = draftOf(base);
    setParameter(draft, parameter, undefined);
    yield { name: 'missing_parameter', draft, violation: missingParameter(parameter) };
  }
}

function* bodyEdges(source: BodySource, base: CaseValues): Generator<Scenario> {
  const { mediaType } = source;
  for (const edge of source.edges()) {
    const draft = draftOf(base);
    draft.body = { kind: 'value', mediaType, value: edge.value };
    yield { name: edge.scenario, draft, violation: edge.violation && { ...edge.violation, location: 'body' } };
  }
  if (!canBeMalformed(source)) return;
  const { body, violation } = malformedBody(source, source.plain());
  yield { name: 'malformed_body', draft: { ...draftOf(base), body }, violation };
}
