import type { Random } from 'fast-check';
import type { Mode } from '../../model/case.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from '../case-draft.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from '../operation-context.ts';
import { biasFor, randomFor } from '../random-for.ts';
import type { ReadyCase } from '../ready-case.ts';
import { withExisting, type BindExisting } from '../bind-existing.ts';
import { breakTarget, pickTarget, type Target } from './break-target.ts';

/** How often a value is drawn anew because the wire would not carry it. */
const maxTries = 12;
/** Of so many tries the last go without optional parts. */
const plainTries = 4;

/**
 * The fuzzing case of one seed path: a function of the path and the document alone. A negative one breaks one part, and now and then two; each
 * violation is named. With `bind`, values that exist on the server take the place of drawn ones. `undefined` where no case of this mode was found within a few tries.
 */
export function fuzzingCase(
  context: OperationContext,
  seedPath: SeedPath,
  mode: Mode,
  bind?: BindExisting,
): ReadyCase | undefined {
  const random = randomFor(seedPath);
  const bias = biasFor(seedPath.index);
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    const targets = mode === 'negative' ? pickTargets(context, random) : [];
    if (mode === 'negative' && targets.length === 0) return undefined;
    // An optional part that the wire cannot carry must not cost the whole case: the last tries go without.
    const withOptional = attempt < maxTries - plainTries;
    const draft = drawPositive(context, random, bias, { withOptional, except: targets.map(({ source }) => source) });
    const broken = targets.map((target) => breakTarget(target, draft, random, bias)).filter((one) => one !== undefined);
    if (broken.length < targets.length) continue;
    const violations = broken.map(({ violation }) => violation);
    const ready = finishCase(context, draft, {
      mode,
      scenario: undefined,
      seedPath,
      violations,
      inputs: withOptional ? withExisting(context, draft, violations, bind) : context.inputs,
      // Where one violation is sure, so is the whole.
      doubtful: broken.length > 0 && broken.every(({ doubtful }) => doubtful),
    });
    if (ready !== undefined) return ready;
  }
  return undefined;
}

/** Percentage of negative cases that break two parts: servers that handle the second in the light of the first. */
const twoParts = 8;

function pickTargets(context: OperationContext, random: Random): readonly Target[] {
  const first = pickTarget(context, random);
  if (first === undefined) return [];
  if (random.nextInt(0, 99) >= twoParts) return [first];
  const second = pickTarget(context, random);
  return second === undefined || isSamePart(first, second) ? [first] : [first, second];
}

/** A request has one body. */
function isSamePart({ source: a }: Target, { source: b }: Target): boolean {
  return a === b || ('content' in a && 'content' in b);
}

/** Percentages at which an optional part is present in one case: none, few, half, most, all. */
const densities = [0, 15, 50, 85, 100] as const;

interface DrawOptions {
  readonly withOptional: boolean;
  /** The parts that are going to be invalid: no valid value is drawn for them. */
  readonly except: readonly Target['source'][];
}

function drawPositive(
  context: OperationContext,
  random: Random,
  bias: number,
  { withOptional, except }: DrawOptions,
): CaseDraft {
  const draft = draftOf();
  const density = withOptional ? (densities[random.nextInt(0, densities.length - 1)] ?? 50) : 0;
  for (const source of context.parameters) {
    if (except.includes(source)) continue;
    if (source.parameter.required || isDrawn(source, random, density)) {
      setParameter(draft, source.parameter, drawParameter(source, random, bias));
    }
  }
  if (except.some((source) => 'content' in source)) return draft;
  const [firstBody] = context.bodies;
  if (firstBody !== undefined && (context.bodyRequired || isDrawn(firstBody, random, Math.max(density, 50)))) {
    const body = context.bodies[random.nextInt(0, context.bodies.length - 1)];
    if (body !== undefined) draft.body = drawBody(body, random, bias);
  }
  return draft;
}

/** Whether an optional part is in the request; of those that the run learned to send seldom, one in eight of the usual. */
function isDrawn({ presence }: ValueSource, random: Random, percent: number): boolean {
  if (presence === 'always') return true;
  if (presence === 'never' || (presence === 'seldom' && random.nextInt(0, 7) > 0)) return false;
  return random.nextInt(0, 99) < percent;
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
