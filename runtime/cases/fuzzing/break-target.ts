import type { Random } from 'fast-check';
import type { Violation } from '../../model/violation.ts';
import { setParameter, type CaseDraft } from '../case-draft.ts';
import { canBeMalformed, malformedBodies } from '../negatives/malformed-body.ts';
import { missingParameter } from '../negatives/missing-parameter.ts';
import type { Negative } from '../negatives/negative.ts';
import { missingBody } from '../negatives/no-body.ts';
import { wrongMediaTypes } from '../negatives/wrong-media-type.ts';
import type { BodySource, OperationContext, ParameterSource } from '../operation-context.ts';

/** One way to make a request invalid. */
export type Target =
  | { readonly kind: 'value'; readonly source: ParameterSource }
  | { readonly kind: 'missing'; readonly source: ParameterSource; readonly negative: Negative }
  | { readonly kind: 'body'; readonly source: BodySource }
  | { readonly kind: 'syntax'; readonly source: BodySource }
  | { readonly kind: 'no-body'; readonly source: BodySource; readonly negative: Negative };

/** What was broken, and why the request is invalid now. */
export interface Broken {
  readonly violation: Violation;
  readonly doubtful: boolean;
}

/** One of the ways to break an operation's request; `undefined` where there is none. */
export function pickTarget(context: OperationContext, random: Random): Target | undefined {
  const targets = targetsOf(context);
  const pick = (): Target | undefined => targets[random.nextInt(0, Math.max(0, targets.length - 1))];
  const target = pick();
  // Every lenient parser has to be asked about broken syntax: most of the time another target says as much for less.
  return target?.kind === 'syntax' && random.nextInt(0, 3) > 0 ? pick() : target;
}

/** Puts an invalid part into a draft that lacks it, and says why it is invalid. `undefined` where no value was found. */
export function breakTarget(target: Target, draft: CaseDraft, random: Random, bias: number): Broken | undefined {
  switch (target.kind) {
    case 'value':
      return certain(breakParameter(target.source, draft, random, bias));
    case 'body':
      return certain(breakBody(target.source, draft, random, bias));
    case 'syntax':
      return breakSyntax(target.source, draft, random, bias);
    case 'missing':
    case 'no-body':
      target.negative.apply(draft);
      return target.negative;
  }
}

const cache = new WeakMap<OperationContext, readonly Target[]>();

/**
 * Bodies hold most of what can be wrong, so their values come twelve times; parameters' values come four times. What is much the same each time
 * (broken syntax, another media type, a part left out) comes once.
 */
function targetsOf(context: OperationContext): readonly Target[] {
  const known = cache.get(context);
  if (known !== undefined) return known;
  const targets: Target[] = [];
  const add = (target: Target, times: number): void => {
    for (let i = 0; i < times; i += 1) targets.push(target);
  };
  for (const source of context.parameters) {
    if (source.violating() !== undefined) add({ kind: 'value', source }, 4);
    const negative = missingParameter(source.parameter);
    if (negative !== undefined) add({ kind: 'missing', source, negative }, 1);
  }
  for (const source of context.bodies) {
    if (source.text === 'header') continue;
    if (source.violating() !== undefined) add({ kind: 'body', source }, 12);
    if (canBeMalformed(source)) add({ kind: 'syntax', source }, 1);
  }
  const [source] = context.bodies;
  if (source !== undefined) {
    const missing = missingBody(context);
    for (const negative of [...wrongMediaTypes(context), ...(missing === undefined ? [] : [missing])])
      add({ kind: 'no-body', source, negative }, 1);
  }
  cache.set(context, targets);
  return targets;
}

function certain(violation: Violation | undefined): Broken | undefined {
  return violation && { violation, doubtful: false };
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

function breakSyntax(source: BodySource, draft: CaseDraft, random: Random, bias: number): Broken | undefined {
  const malformed = malformedBodies(source, source.positive.generate(random, bias).value);
  const negative = malformed[random.nextInt(0, Math.max(0, malformed.length - 1))];
  negative?.apply(draft);
  return negative;
}
