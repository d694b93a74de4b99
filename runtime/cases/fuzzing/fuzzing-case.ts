import type { Random } from 'fast-check';
import type { Mode } from '../../model/case.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from '../case-draft.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from '../operation-context.ts';
import { biasFor, randomFor } from '../random-for.ts';
import type { ReadyCase } from '../ready-case.ts';
import { breakTarget, pickTarget } from './break-target.ts';

/** How often a value is drawn anew because the wire would not carry it. */
const maxTries = 12;

/**
 * The fuzzing case of one seed path: a function of the path and the document alone. `undefined` where no case of this mode
 * was found within a few tries.
 */
export function fuzzingCase(context: OperationContext, seedPath: SeedPath, mode: Mode): ReadyCase | undefined {
  const random = randomFor(seedPath);
  const bias = biasFor(seedPath.index);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    // An optional part that the wire cannot carry must not cost the whole case: the last tries go without.
    const target = mode === 'negative' ? pickTarget(context, random) : undefined;
    if (mode === 'negative' && target === undefined) return undefined;
    const draft = drawPositive(context, random, bias, { withOptional: attempt < maxTries - 4, except: target?.source });
    const violation = target && breakTarget(target, draft, random, bias);
    if (target !== undefined && violation === undefined) continue;
    const violations = violation === undefined ? [] : [violation];
    const ready = finishCase(context, draft, { mode, scenario: undefined, seedPath, violations });
    if (ready !== undefined) return ready;
  }
  return undefined;
}

/** Percentages at which an optional part is present in one case: few, half, most. */
const densities = [15, 50, 85] as const;

interface DrawOptions {
  readonly withOptional: boolean;
  /** The part that is going to be invalid: no valid value is drawn for it. */
  readonly except: ParameterSource | BodySource | undefined;
}

function drawPositive(
  context: OperationContext,
  random: Random,
  bias: number,
  { withOptional, except }: DrawOptions,
): CaseDraft {
  const draft = draftOf();
  const density = withOptional ? (densities[random.nextInt(0, 2)] ?? 50) : 0;
  for (const source of context.parameters) {
    if (source === except) continue;
    if (source.parameter.required || random.nextInt(0, 99) < density) {
      setParameter(draft, source.parameter, drawParameter(source, random, bias));
    }
  }
  if (except !== undefined && 'content' in except) return draft;
  if (context.bodies.length > 0 && (context.bodyRequired || random.nextInt(0, 99) < Math.max(density, 50))) {
    const body = context.bodies[random.nextInt(0, context.bodies.length - 1)];
    if (body !== undefined) draft.body = drawBody(body, random, bias);
  }
  return draft;
}

/** Documented examples of path parameters name resources that exist: without them most answers would be 404. */
function drawParameter(source: ParameterSource, random: Random, bias: number): unknown {
  const share = source.parameter.in === 'path' ? 50 : 10;
  return drawExample(source, random, share) ?? source.positive.generate(random, bias).value;
}

function drawBody(source: BodySource, random: Random, bias: number): NonNullable<CaseDraft['body']> {
  const value = drawExample(source, random, 5) ?? source.positive.generate(random, bias).value;
  return { kind: 'value', mediaType: source.mediaType, value };
}

function drawExample(source: ValueSource, random: Random, percent: number): unknown {
  if (source.examples.length === 0 || random.nextInt(0, 99) >= percent) return undefined;
  return source.examples[random.nextInt(0, source.examples.length - 1)]?.value;
}
