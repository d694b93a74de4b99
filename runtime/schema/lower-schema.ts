import type { Location } from '../model/location.ts';
import type { Direction, SchemaRef, SchemaScope } from '../model/schema-ref.ts';
import { ApiTestGenError } from '../errors.ts';
import type { BoundedCache } from './bounded-cache.ts';
import { boundedCache } from './bounded-cache.ts';
import { scopeRules } from './dialect-rules.ts';
import { hiddenProperties } from './hidden-properties.ts';
import { lowerApplicators } from './lower-applicators.ts';
import { lowerAssertions } from './lower-assertions.ts';
import { lowerNullable } from './lower-nullable.ts';
import type { LoweredDraft, LoweredSchema, Origin, RefHandle } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';
import type { LoweringContext, RefKeyword } from './lowering-context.ts';
import { invalidKeyword, invalidSchema, isPlainObject } from './lowering-context.ts';
import type { Target } from './resolve-target.ts';
import { dynamicTarget, resolveChain } from './resolve-target.ts';
import { tooLarge } from './too-large.ts';

const UNITS_KEPT = 4_000;
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
    const context: LoweringContext = { scope, rules: scopeRules(scope), direction, hidden, handle, lower: lowerNode };
    lowered = lowerNode(raw, location, context);
    variants.set(key, lowered);
  }
  return lowered;
}

function lowerNode(raw: unknown, location: Location, outer: LoweringContext): LoweredSchema {
  const context = ownContext(raw, location, outer);
  const renamed: Record<string, readonly string[]> = {};
  const origin: Origin = { ref: { schema: raw, location, scope: context.scope }, keywords: renamed, synthetic: false };
  if (raw === true || raw === undefined) return { [ORIGIN]: origin };
  if (raw === false) return { [ORIGIN]: origin, 'x-atg-false': true };
  if (!isPlainObject(raw)) throw invalidSchema(location, raw);
  const { rules, scope, direction } = context;
  const draft: LoweredDraft = { [ORIGIN]: origin };
  lowerReferences(raw, draft, location, context);
  if (!(rules.refStandsAlone && typeof raw['$ref'] === 'string')) {
    lowerAssertions(raw, draft, location, rules);
    const hidden = rules.hides
      ? union(context.hidden, hiddenProperties(raw, location, scope, direction))
      : context.hidden;
    if (draft.required !== undefined && hidden.size > 0) {
      draft.required = draft.required.filter((name) => !hidden.has(name));
    }
    const inner = hidden === context.hidden ? context : { ...context, hidden };
    lowerApplicators({ raw, draft, location, context: inner, renamed });
  }
  return lowerNullable(raw, draft, rules);
}

/** A subschema with an identifier is a resource of its own, and may name another dialect. */
function ownContext(raw: unknown, location: Location, context: LoweringContext): LoweringContext {
  if (context.scope.scopeAt === undefined || !isPlainObject(raw)) return context;
  if (typeof raw['$id'] !== 'string' && typeof raw['id'] !== 'string') return context;
  const scope = context.scope.scopeAt(location);
  return scope === context.scope ? context : { ...context, scope, rules: scopeRules(scope) };
}

function lowerReferences(
  raw: Readonly<Record<string, unknown>>,
  draft: LoweredDraft,
  location: Location,
  context: LoweringContext,
): void {
  for (const keyword of ['$ref', '$dynamicRef', '$recursiveRef'] as const) {
    const ref = context.rules.keywords.has(keyword) ? raw[keyword] : undefined;
    if (ref === undefined || ref === null) continue;
    if (typeof ref !== 'string') throw invalidKeyword(keyword, location, 'a URI reference', ref);
    const handle = context.handle(keyword, ref, location, context);
    if (draft['x-atg-ref'] === undefined) draft['x-atg-ref'] = handle;
    else draft.allOf = [...(draft.allOf ?? []), { [ORIGIN]: draft[ORIGIN], 'x-atg-ref': handle }];
  }
}

function handle(keyword: RefKeyword, ref: string, from: Location, context: LoweringContext): RefHandle {
  const { scope, direction, hidden } = context;
  let target: Target | undefined;
  let extra: ReadonlySet<string> = NOTHING;
  const find = (): Target => {
    if (target === undefined) {
      target = resolveChain(ref, from, scope);
      if (hidden.size > 0) {
        const own = hiddenProperties(target.schema, target.location, target.scope, direction);
        extra = new Set([...hidden].filter((name) => !own.has(name)));
      }
    }
    return target;
  };
  const lowered = (found: Target): LoweredSchema =>
    lowerUnit(found.schema, found.location, found.scope, direction, extra);
  const resolves = (): boolean => {
    try {
      find();
      return true;
    } catch (error) {
      if (ApiTestGenError.is(error)) return false;
      throw error;
    }
  };
  const follow = (): LoweredSchema => lowered(find());
  if (keyword === '$ref') return Object.assign(follow, { uncertain: false, resolves });
  const dynamic = (entered: readonly SchemaScope[]): LoweredSchema =>
    lowered(dynamicTarget(keyword, ref, find(), entered));
  return Object.assign(follow, { uncertain: true, resolves, dynamic });
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  if (b.size === 0) return a;
  if (a.size === 0) return b;
  return new Set([...a, ...b]);
}
