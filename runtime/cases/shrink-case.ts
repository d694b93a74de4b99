import type { Arbitrary } from 'fast-check';
import { leniencyOf } from '../model/leniency.ts';
import { triesUndeclaredMethod, type BodyValue, type Case, type CaseValues } from '../model/case.ts';
import type { Violation } from '../model/violation.ts';
import { isBound } from './bind-existing.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from './case-draft.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from './operation-context.ts';
import type { ReadyCase } from './ready-case.ts';

/** A simpler draft; the violation where it moved with the value. */
interface Candidate {
  readonly draft: CaseDraft;
  readonly violations: readonly Violation[];
}

/**
 * Simpler cases than the given one, the boldest first: fewer optional parts, then smaller values. Each keeps the mode, and a negative one
 * its violation; each was judged on the wire as a generated case is. Lazy: nothing is built before it is asked for.
 */
export function* shrinkCase(context: OperationContext, { case: from }: ReadyCase): Generator<ReadyCase> {
  // There is nothing in it but its path.
  if (triesUndeclaredMethod(from)) return;
  // It is made from the plainest body; anything smaller could be no leniency any more.
  if (from.doubtful === true && leniencyOf(from) !== undefined) return;
  for (const { draft, violations } of candidates(context, from)) {
    const { mode, scenario, seedPath, doubtful = false, inputs } = from;
    const ready = finishCase(context, draft, { mode, scenario, seedPath, violations, doubtful, inputs });
    if (ready !== undefined) yield ready;
  }
}

function* candidates(context: OperationContext, from: Case): Generator<Candidate> {
  const { values, violations } = from;
  yield* fewerViolations(context, values, violations);
  yield* fewerParts(context, values, violations);
  for (const source of context.parameters) {
    const value = currentValue(values, source);
    // Another id is that of another thing, or of none.
    if (value === undefined || isBound(from, source.parameter.in, source.parameter.name)) continue;
    const violation = violations.find((one) => isParameterTarget(source, one));
    for (const smaller of violation ? shrinkInvalid(source, value, violation) : shrinkValid(source, value)) {
      const draft = draftOf(values);
      setParameter(draft, source.parameter, smaller.value);
      yield { draft, violations: replaced(violations, violation, smaller.violation) };
    }
  }
  yield* smallerBody(context, values, violations);
}

/** With each invalid part but one made valid, or left out where it may be. */
function* fewerViolations(
  context: OperationContext,
  values: CaseValues,
  violations: readonly Violation[],
): Generator<Candidate> {
  if (violations.length < 2) return;
  for (const violation of violations) {
    const draft = draftOf(values);
    if (violation.location === 'body') {
      const [body] = context.bodies;
      if (body === undefined) continue;
      if (context.bodyRequired) draft.body = { kind: 'value', mediaType: body.mediaType, value: body.plain() };
      else delete draft.body;
    } else {
      const source = context.parameters.find((candidate) => isParameterTarget(candidate, violation));
      if (source === undefined) continue;
      setParameter(draft, source.parameter, source.parameter.required ? source.plain() : undefined);
    }
    yield { draft, violations: violations.filter((other) => other !== violation) };
  }
}

/** Without all optional parts, then without each. The parts that are invalid stay. */
function* fewerParts(
  context: OperationContext,
  values: CaseValues,
  violations: readonly Violation[],
): Generator<Candidate> {
  const optional = context.parameters.filter(
    (source) =>
      !source.parameter.required &&
      currentValue(values, source) !== undefined &&
      !violations.some((violation) => isParameterTarget(source, violation)),
  );
  const dropsBody =
    values.body !== undefined && !context.bodyRequired && !violations.some(({ location }) => location === 'body');
  if (optional.length + Number(dropsBody) > 1) {
    const draft = draftOf(values);
    for (const source of optional) setParameter(draft, source.parameter, undefined);
    if (dropsBody) delete draft.body;
    yield { draft, violations };
  }
  for (const source of optional) {
    const draft = draftOf(values);
    setParameter(draft, source.parameter, undefined);
    yield { draft, violations };
  }
  if (dropsBody) {
    const draft = draftOf(values);
    delete draft.body;
    yield { draft, violations };
  }
}

function* smallerBody(
  context: OperationContext,
  values: CaseValues,
  violations: readonly Violation[],
): Generator<Candidate> {
  const { body } = values;
  if (body?.kind !== 'value') return;
  const source = context.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  if (source === undefined) return;
  const violation = violations.find(({ location }) => location === 'body');
  const smaller = violation ? shrinkInvalid(source, body.value, violation) : shrinkValid(source, body.value);
  for (const { value, violation: moved } of smaller) {
    const draft = draftOf(values);
    draft.body = { ...body, value } satisfies BodyValue;
    yield { draft, violations: replaced(violations, violation, moved) };
  }
}

function replaced(
  violations: readonly Violation[],
  old: Violation | undefined,
  moved: Violation | undefined,
): readonly Violation[] {
  return moved === undefined ? violations : violations.map((violation) => (violation === old ? moved : violation));
}

interface Smaller {
  readonly value: unknown;
  readonly violation?: Violation;
}

function* shrinkValid(source: ValueSource, value: unknown): Generator<Smaller> {
  for (const smaller of shrinkWith(source.positive, value)) yield { value: smaller };
}

function* shrinkInvalid(
  source: ParameterSource | BodySource,
  value: unknown,
  violation: Violation | undefined,
): Generator<Smaller> {
  const arbitrary = source.violating();
  if (arbitrary === undefined || violation === undefined) return;
  const { location, parameter, ...bare } = violation;
  for (const smaller of shrinkWith(arbitrary, { value, violation: bare })) {
    yield {
      value: smaller.value,
      violation: { ...smaller.violation, ...(location && { location }), ...(parameter !== undefined && { parameter }) },
    };
  }
}

function* shrinkWith<T>(arbitrary: Arbitrary<T>, value: T): Generator<T> {
  if (!arbitrary.canShrinkWithoutContext(value)) return;
  for (const smaller of arbitrary.shrink(value, undefined)) yield smaller.value;
}

function currentValue(values: CaseValues, { parameter }: ParameterSource): unknown {
  if (parameter.in === 'querystring') return values.querystring?.value;
  return Object.hasOwn(values[parameter.in], parameter.name) ? values[parameter.in][parameter.name] : undefined;
}

function isParameterTarget({ parameter }: ParameterSource, violation: Violation): boolean {
  return violation.location === parameter.in && violation.parameter === parameter.name;
}
