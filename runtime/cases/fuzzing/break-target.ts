import type { Random } from 'fast-check';
import type { Violation } from '../../model/violation.ts';
import { setParameter, type CaseDraft } from '../case-draft.ts';
import { canBeMalformed, malformedBody } from '../malformed-body.ts';
import { canBeMissing, missingParameter } from '../missing-parameter.ts';
import type { BodySource, OperationContext, ParameterSource } from '../operation-context.ts';

/** One way to make a request invalid. */
export type Target =
  | { readonly kind: 'value'; readonly source: ParameterSource }
  | { readonly kind: 'missing'; readonly source: ParameterSource }
  | { readonly kind: 'body'; readonly source: BodySource }
  | { readonly kind: 'syntax'; readonly source: BodySource };

/** One of the ways to break an operation's request; `undefined` where there is none. */
export function pickTarget(context: OperationContext, random: Random): Target | undefined {
  const targets = targetsOf(context);
  return targets[random.nextInt(0, Math.max(0, targets.length - 1))];
}

/** Puts an invalid part into a draft that lacks it, and says why it is invalid. `undefined` where no value was found. */
export function breakTarget(target: Target, draft: CaseDraft, random: Random, bias: number): Violation | undefined {
  switch (target.kind) {
    case 'value':
      return breakParameter(target.source, draft, random, bias);
    case 'missing':
      return missingParameter(target.source.parameter);
    case 'body':
      return breakBody(target.source, draft, random, bias);
    case 'syntax':
      return breakSyntax(target.source, draft, random, bias);
  }
}

const cache = new WeakMap<OperationContext, readonly Target[]>();

/** Bodies hold most of what can be wrong, so they come three times. */
function targetsOf(context: OperationContext): readonly Target[] {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const targets: Target[] = [];
  for (const source of context.parameters) {
    if (source.violating() !== undefined) targets.push({ kind: 'value', source });
    if (canBeMissing(source.parameter)) targets.push({ kind: 'missing', source });
  }
  for (const source of context.bodies) {
    if (source.text === 'header') continue;
    const body = { kind: 'body', source } as const;
    if (source.violating() !== undefined) targets.push(body, body, body);
    if (canBeMalformed(source)) targets.push({ kind: 'syntax', source });
  }
  cache.set(context, targets);
  return targets;
}

function breakParameter(
  source: ParameterSource,
  draft: CaseDraft,
  random: Random,
  bias: number,
): Violation | undefined {
  const invalid = source.violating()?.generate(random, bias).value;
  if (invalid === undefined) return undefined;
  const { parameter } = source;
  setParameter(draft, parameter, invalid.value);
  return { ...invalid.violation, location: parameter.in, parameter: parameter.name };
}

function breakBody(source: BodySource, draft: CaseDraft, random: Random, bias: number): Violation | undefined {
  const invalid = source.violating()?.generate(random, bias).value;
  if (invalid === undefined) return undefined;
  draft.body = { kind: 'value', mediaType: source.mediaType, value: invalid.value };
  return { ...invalid.violation, location: 'body' };
}

function breakSyntax(source: BodySource, draft: CaseDraft, random: Random, bias: number): Violation {
  const { body, violation } = malformedBody(source, source.positive.generate(random, bias).value);
  draft.body = body;
  return violation;
}
