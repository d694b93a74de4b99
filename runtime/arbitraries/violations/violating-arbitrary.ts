import * as fc from 'fast-check';
import type { JsonPointer } from '../../model/json.ts';
import { valueAt } from '../../model/json.ts';
import { negation } from '../../schema/canonical/complement.ts';
import type { Plan, Planner } from '../generate/contract.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { isSameJson } from '../../schema/canonical-json.ts';
import { lowerSchema } from '../../schema/lower-schema.ts';
import type { SchemaIssue, Schemas } from '../../schema/schemas.ts';
import { newDraw } from '../generate/draw.ts';
import { HIGHEST } from '../generate/contract.ts';
import { plannerOf } from '../generate/plan.ts';
import { typeOf } from '../../schema/canonical/value-types.ts';
import { isShrunkInProfile } from '../shrink/keeps-profile.ts';
import { smallerValues } from '../shrink/smaller-values.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsValue } from '../text-profile.ts';
import type { BreakTask, InvalidValue } from './break-site.ts';
import { holds, isOf, issuesOf, provenValue, tryBreak } from './break-site.ts';
import type { Site } from './site.ts';
import { sitesOf } from './site.ts';

export type { InvalidValue } from './break-site.ts';

const TRIES = 20;
const DEPTH = 4;
const SIZE = 40;

/**
 * Values that break a schema in exactly one place, each with what it breaks: keyword, place in the value, place in the
 * document. Nothing where no keyword can be broken for certain in this text profile. `shrink` needs no context and keeps
 * the violation. Throws `InvalidSchemaError` and `UnresolvedRefError` where the schema is broken.
 */
export function violatingArbitrary(
  schema: SchemaRef,
  schemas: Schemas,
  text: TextProfile,
  { certain = true }: { readonly certain?: boolean } = {},
): fc.Arbitrary<InvalidValue> | undefined {
  const task: BreakTask = { schema, schemas, text, certain };
  schemas.isValid(schema, null, 'request'); // throws here what would otherwise seem to come from single places
  const planner = plannerOf(schemas, text);
  const plan = planner.plan([lowerSchema(schema, 'request')]);
  const height = plan.lowest();
  const sites = height > HIGHEST ? [] : sitesOf(plan, planner);
  const proof = firstBroken(sites, task, height);
  if (proof !== undefined)
    return new ViolatingArbitrary({ task, sites: sites.slice(sites.indexOf(proof)), proof, height });
  if (certain) return undefined;
  // No place of a valid value can be broken, or there is no valid value: any value outside the schema.
  const outside = outsideSite(plan, planner);
  const lowest = outside.leaf.lowest();
  if (lowest > HIGHEST || provenValue(outside, task, lowest) === undefined) return undefined;
  return new ViolatingArbitrary({ task, sites: [outside], proof: outside, height: lowest });
}

function outsideSite(plan: Plan, planner: Planner): Site {
  const leaf = planner.plan(plan.schemas.map(negation));
  const pointer = '' as JsonPointer;
  return { steps: [], leaf, type: 0, pointer, keyword: undefined, isOutside: true, breaker: (_, value) => value };
}

/** The first site that can be broken with fixed choices. */
function firstBroken(sites: readonly Site[], task: BreakTask, height: number): Site | undefined {
  return sites.find((site) => provenValue(site, task, height) !== undefined);
}

interface ViolatingOptions {
  readonly task: BreakTask;
  readonly sites: readonly Site[];
  readonly proof: Site;
  readonly height: number;
}

class ViolatingArbitrary extends fc.Arbitrary<InvalidValue> {
  readonly #options: ViolatingOptions;
  constructor(options: ViolatingOptions) {
    super();
    this.#options = options;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<InvalidValue> {
    const { task, sites, proof, height } = this.#options;
    const edgy = biasFactor !== undefined && mrng.nextInt(1, biasFactor) === 1;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const site = sites[mrng.nextInt(0, sites.length - 1)] ?? proof;
      const draw = newDraw({ rng: mrng, edgy, strict: attempt > 2, left: attempt < 15 ? SIZE : 0 });
      const found = tryBreak(site, task, draw, Math.max(height, attempt < 15 ? DEPTH : 0));
      if (found !== undefined) return new fc.Value(found, undefined);
    }
    // What was found when the arbitrary was made can always be made again.
    return new fc.Value(provenValue(proof, task, height) as InvalidValue, undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is InvalidValue {
    return isInvalidValue(value) && holds(value, this.#options.task);
  }

  override shrink(invalid: InvalidValue, _context: unknown): fc.Stream<fc.Value<InvalidValue>> {
    const { task } = this.#options;
    return fc.Stream.nil<fc.Value<InvalidValue>>().join(
      (function* shrink(): IterableIterator<fc.Value<InvalidValue>> {
        const lowered = lowerSchema(task.schema, 'request');
        const known = new Set(issuesOf(invalid.value, task).map(issueKey));
        // The same violation, and no other: a candidate may break less than its value, never something else.
        const accepts = (candidate: unknown): boolean => {
          if (!allowsValue(task.text, candidate) || !isPlainlyWrong(candidate, invalid)) return false;
          const issues = issuesOf(candidate, task);
          return (
            issues.some((issue) => isOf(issue, invalid.violation)) &&
            issues.every((issue) => known.has(issueKey(issue))) &&
            // The part that is wrong keeps to nothing.
            isShrunkInProfile(
              [lowered],
              candidate,
              invalid.value,
              new Set([valueAt(candidate, invalid.violation.valuePointer)]),
            )
          );
        };
        for (const value of smallerValues(invalid.value, accepts))
          yield new fc.Value({ value, violation: invalid.violation }, undefined);
      })(),
    );
  }
}

/**
 * Whether the part that is wrong is still so by any lenient reading: an empty text often means that there is none, and a
 * shorter word of another type may happen to be read as the wanted one.
 */
function isPlainlyWrong(candidate: unknown, { value, violation }: InvalidValue): boolean {
  const { keyword, valuePointer } = violation;
  const before = valueAt(value, valuePointer);
  const after = valueAt(candidate, valuePointer);
  if (keyword === 'type' || keyword === 'anyOf' || keyword === 'oneOf') {
    return (
      isSameJson(before, after) || (typeof after === 'object' && after !== null && typeOf(before) === typeOf(after))
    );
  }
  return after !== '' || before === '' || keyword === 'minLength';
}

function issueKey(issue: SchemaIssue): string {
  const { keyword, valuePointer, location, params } = issue;
  return JSON.stringify([keyword, valuePointer, location.file, location.pointer, params['missingProperty']]);
}

function isInvalidValue(value: unknown): value is InvalidValue {
  return typeof value === 'object' && value !== null && 'value' in value && 'violation' in value;
}
