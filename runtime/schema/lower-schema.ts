import type { Location } from '../model/location.ts';
import type { Direction, SchemaRef, SchemaScope } from '../model/schema-ref.ts';
import { CyclicRefError } from '../errors.ts';
import type { BoundedCache } from './bounded-cache.ts';
import { boundedCache } from './bounded-cache.ts';
import { dialectRules } from './dialect-rules.ts';
import { hiddenProperties } from './hidden-properties.ts';
import { lowerApplicators } from './lower-applicators.ts';
import { lowerAssertions } from './lower-assertions.ts';
import { lowerNullable } from './lower-nullable.ts';
import type { LoweredDraft, LoweredSchema, Origin, RefHandle } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';
import type { LoweringContext } from './lowering-context.ts';
import { invalidKeyword, isPlainObject } from './lowering-context.ts';
import { tooLarge } from './too-large.ts';

const UNITS_KEPT = 20_000;
const NOTHING: ReadonlySet<string> = new Set();

type Units = BoundedCache<unknown, Map<string, LoweredSchema>>;
const documents = new WeakMap<SchemaScope, Units>();

/**
 * The schema in the internal vocabulary; the same object for the same schema, as long as the cache of its document holds
 * it. Throws `InvalidSchemaError` where a keyword has a value that its dialect forbids, `UnsupportedSchemaError` where it is nested
 * too deeply. References are followed later, by
 * their handles.
 */
export function lowerSchema(schema: SchemaRef, direction: Direction): LoweredSchema {
  try {
    return lowerUnit(schema.schema, schema.location, schema.scope, direction, NOTHING);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(schema);
    throw error;
  }
}

function lowerUnit(
  raw: unknown,
  location: Location,
  scope: SchemaScope,
  direction: Direction,
  hidden: ReadonlySet<string>,
): LoweredSchema {
  let units = documents.get(scope);
  if (units === undefined) {
    units = boundedCache(UNITS_KEPT);
    documents.set(scope, units);
  }
  let variants = units.get(raw);
  if (variants === undefined) {
    variants = new Map();
    units.set(raw, variants);
  }
  const key = hidden.size === 0 ? direction : `${direction} ${JSON.stringify([...hidden].sort())}`;
  let lowered = variants.get(key);
  if (lowered === undefined) {
    lowered = lowerNode(raw, location, {
      scope, rules: dialectRules(scope.dialect), direction, hidden, inline: false, lazy: false, trail: [], handle, lower: lowerNode,
    }); // prettier-ignore
    variants.set(key, lowered);
  }
  return lowered;
}

function lowerNode(raw: unknown, location: Location, context: LoweringContext): LoweredSchema {
  const renamed: Record<string, readonly string[]> = {};
  const origin: Origin = { ref: { schema: raw, location, scope: context.scope }, keywords: renamed, synthetic: false };
  if (raw === true || raw === undefined) return { [ORIGIN]: origin };
  if (raw === false) return { [ORIGIN]: origin, 'x-atg-false': true };
  if (!isPlainObject(raw)) throw invalidKeyword('schema', location, 'an object or a boolean', raw);
  const { rules, scope, direction } = context;
  const draft: LoweredDraft = { [ORIGIN]: origin };
  if (context.lazy) return { ...draft, 'x-atg-ref': handleTo({ schema: raw, location, scope }, direction) };
  const aloneRef = rules.refStandsAlone && typeof raw['$ref'] === 'string';
  const inner = innerContext(raw, context);
  lowerReferences(raw, draft, location, inner);
  if (!aloneRef) {
    lowerAssertions(raw, draft, location, rules);
    const hidden = rules.hides
      ? union(context.hidden, hiddenProperties(raw, location, scope, direction))
      : context.hidden;
    if (draft.required !== undefined && hidden.size > 0) {
      draft.required = draft.required.filter((name) => !hidden.has(name));
    }
    lowerApplicators({
      raw,
      draft,
      location,
      context: hidden === inner.hidden ? inner : { ...inner, hidden },
      renamed,
    });
  }
  return lowerNullable(raw, draft, rules);
}

/** Below `unevaluated*` references are written out as far as they speak of the same value. */
function innerContext(raw: Readonly<Record<string, unknown>>, context: LoweringContext): LoweringContext {
  const { keywords } = context.rules;
  const unevaluated = (keyword: string): boolean => keywords.has(keyword) && raw[keyword] !== undefined;
  if (context.inline || !(unevaluated('unevaluatedProperties') || unevaluated('unevaluatedItems'))) return context;
  return { ...context, inline: true, trail: [raw] };
}

function lowerReferences(
  raw: Readonly<Record<string, unknown>>,
  draft: LoweredDraft,
  location: Location,
  context: LoweringContext,
): void {
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef']) {
    const ref = context.rules.keywords.has(keyword) ? raw[keyword] : undefined;
    if (ref === undefined || ref === null) continue;
    if (typeof ref !== 'string') throw invalidKeyword(keyword, location, 'a URI reference', ref);
    const uncertain = keyword !== '$ref';
    if (context.inline) {
      const written = writeOut(ref, location, context);
      if (written !== undefined) draft.allOf = [...(draft.allOf ?? []), written];
    } else if (draft['x-atg-ref'] === undefined) {
      draft['x-atg-ref'] = context.handle(ref, location, context, uncertain);
    } else {
      draft.allOf = [
        ...(draft.allOf ?? []),
        { [ORIGIN]: draft[ORIGIN], 'x-atg-ref': context.handle(ref, location, context, uncertain) },
      ];
    }
  }
}

/** A handle for a schema that stands where it is used. */
function handleTo(schema: SchemaRef, direction: Direction): RefHandle {
  return Object.assign(() => lowerSchema(schema, direction), { uncertain: false });
}

/** The target of a reference, lowered on the spot; nothing where it is being written out already. */
function writeOut(ref: string, from: Location, context: LoweringContext): LoweredSchema | undefined {
  const target = context.scope.resolve(ref, from);
  if (context.trail.includes(target.schema)) return undefined;
  return lowerNode(target.schema, target.location, { ...context, trail: [...context.trail, target.schema] });
}

function handle(ref: string, from: Location, context: LoweringContext, uncertain: boolean): RefHandle {
  const { scope, direction, hidden } = context;
  let target: ReturnType<SchemaScope['resolve']> | undefined;
  let extra: ReadonlySet<string> = NOTHING;
  const follow = (): LoweredSchema => {
    if (target === undefined) {
      target = resolveChain(ref, from, scope);
      if (hidden.size > 0) {
        const own = hiddenProperties(target.schema, target.location, scope, direction);
        extra = new Set([...hidden].filter((name) => !own.has(name)));
      }
    }
    return lowerUnit(target.schema, target.location, scope, direction, extra);
  };
  return Object.assign(follow, { uncertain });
}

/** Follows references to references. Throws `CyclicRefError` where they lead back. */
function resolveChain(ref: string, from: Location, scope: SchemaScope): ReturnType<SchemaScope['resolve']> {
  const seen = new Set<unknown>();
  const alone = dialectRules(scope.dialect).refStandsAlone;
  let target = scope.resolve(ref, from);
  for (;;) {
    const { schema, location } = target;
    if (!isPlainObject(schema) || typeof schema['$ref'] !== 'string') return target;
    if (!alone && Object.keys(schema).length > 1) return target;
    if (alone && 'nullable' in schema) return target;
    if (seen.has(schema)) {
      throw new CyclicRefError(`The reference "${ref}" leads back to itself and never to a schema.`, {
        where: `${from.file}#${from.pointer}`,
        hint: 'Let one of the references of the cycle name a schema.',
      });
    }
    seen.add(schema);
    target = scope.resolve(schema['$ref'], location);
  }
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  return new Set([...a, ...b]);
}
