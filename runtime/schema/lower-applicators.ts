import type { Location } from '../model/location.ts';
import { checkedPattern } from './lower-assertions.ts';
import { lowerDiscriminator } from './lower-discriminator.ts';
import type { LoweredDraft, LoweredSchema } from './lowered-schema.ts';
import type { LoweringContext } from './lowering-context.ts';
import { below, elsewhere, invalidKeyword, isPlainObject } from './lowering-context.ts';

type Raw = Readonly<Record<string, unknown>>;

/** One schema while its keywords are lowered. */
export interface ApplicatorTask {
  readonly raw: Raw;
  readonly draft: LoweredDraft;
  readonly location: Location;
  readonly context: LoweringContext;
  /** Filled with the places of keywords that were renamed. */
  readonly renamed: Record<string, readonly string[]>;
}

/** Lowers the keywords that hold schemas. */
export function lowerApplicators(task: ApplicatorTask): void {
  lowerInPlace(task);
  lowerObject(task);
  lowerArray(task);
}

function value(task: ApplicatorTask, keyword: string): unknown {
  return task.context.rules.keywords.has(keyword) ? (task.raw[keyword] ?? undefined) : undefined;
}

function lowerInPlace(task: ApplicatorTask): void {
  const { draft, location, context } = task;
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const) {
    const branches = value(task, keyword);
    if (branches === undefined) continue;
    if (!Array.isArray(branches)) throw invalidKeyword(keyword, location, 'a list of schemas', branches);
    if (branches.length === 0) continue; // forbidden, but there is one harmless reading
    const lowered = branches.map((branch, index) => context.lower(branch, below(location, keyword, index), context));
    draft[keyword] = keyword === 'allOf' ? [...(draft.allOf ?? []), ...lowered] : lowered;
  }
  // In requests the generator picks a branch; which tags a server knows is judged by what it sends.
  const discriminator =
    context.direction === 'response' && context.rules.hides ? lowerDiscriminator(task.raw) : undefined;
  if (discriminator !== undefined) draft['x-atg-discriminator'] = discriminator;
  for (const keyword of ['not', 'if'] as const) {
    const child = value(task, keyword);
    if (child !== undefined) draft[keyword] = context.lower(child, below(location, keyword), context);
  }
  if (draft.if === undefined) return;
  for (const keyword of ['then', 'else'] as const) {
    const child = value(task, keyword);
    if (child !== undefined) draft[keyword] = context.lower(child, below(location, keyword), context);
  }
  // Alone, `if` still says which properties it evaluates: a choice to the generator.
  const annotates = context.rules.keywords.has('unevaluatedProperties');
  if (annotates && (draft.then ?? draft.else) === undefined) draft.then = context.lower(true, location, context);
}

function schemaMap(
  task: ApplicatorTask,
  keyword: string,
  context: LoweringContext,
): Record<string, LoweredSchema> | undefined {
  const map = value(task, keyword);
  if (map === undefined) return undefined;
  if (!isPlainObject(map)) throw invalidKeyword(keyword, task.location, 'an object of schemas', map);
  const place = below(task.location, keyword);
  const lowered = Object.create(null) as Record<string, LoweredSchema>;
  for (const name of Object.keys(map)) lowered[name] = context.lower(map[name], below(place, name), context);
  return lowered;
}

function lowerObject(task: ApplicatorTask): void {
  const { draft, location, context } = task;
  const inner = elsewhere(context);
  lowerProperties(task);
  const patterns = schemaMap(task, 'patternProperties', inner);
  if (patterns !== undefined) {
    for (const pattern of Object.keys(patterns)) checkedPattern('patternProperties', pattern, location);
    draft.patternProperties = patterns;
  }
  for (const keyword of ['additionalProperties', 'unevaluatedProperties'] as const) {
    const child = value(task, keyword);
    if (child !== undefined)
      draft[keyword] = child === false ? false : context.lower(child, below(location, keyword), inner);
  }
  const names = value(task, 'propertyNames');
  if (names !== undefined) draft.propertyNames = context.lower(names, below(location, 'propertyNames'), inner);
  const dependents = schemaMap(task, 'dependentSchemas', context);
  if (dependents !== undefined) draft.dependentSchemas = dependents;
  lowerDependencies(task);
}

/** A hidden property may be there and may hold anything: its schema says nothing in this direction. */
function lowerProperties(task: ApplicatorTask): void {
  const { draft, location, context } = task;
  const properties = value(task, 'properties');
  if (properties === undefined) return;
  if (!isPlainObject(properties)) throw invalidKeyword('properties', location, 'an object of schemas', properties);
  const inner = elsewhere(context);
  const place = below(location, 'properties');
  const lowered = Object.create(null) as Record<string, LoweredSchema>;
  for (const name of Object.keys(properties)) {
    const at = below(place, name);
    const child = context.hidden.has(name)
      ? context.lower(true, at, inner)
      : context.lower(properties[name], at, inner);
    lowered[name] = context.hidden.has(name) ? hiddenChild(child, context) : child;
  }
  draft.properties = lowered;
}

function hiddenChild(child: LoweredSchema, { direction }: LoweringContext): LoweredSchema {
  return { ...child, 'x-atg-hidden': true, ...(direction === 'response' ? { 'x-atg-write-only': true } : {}) };
}

/** Up to draft 7 `dependencies` held both kinds. */
function lowerDependencies(task: ApplicatorTask): void {
  const { draft, location, context } = task;
  const dependencies = value(task, 'dependencies');
  if (dependencies === undefined) return;
  if (!isPlainObject(dependencies)) throw invalidKeyword('dependencies', location, 'an object', dependencies);
  const required: Record<string, readonly string[]> = {};
  const schemas = Object.create(null) as Record<string, LoweredSchema>;
  for (const [name, dependency] of Object.entries(dependencies)) {
    if (Array.isArray(dependency)) required[name] = dependency.map(String);
    else schemas[name] = context.lower(dependency, below(location, 'dependencies', name), context);
  }
  draft.dependentRequired = { ...required, ...draft.dependentRequired };
  draft.dependentSchemas = { ...schemas, ...draft.dependentSchemas };
  task.renamed['dependentRequired'] = ['dependencies'];
  task.renamed['dependentSchemas'] = ['dependencies'];
}

function lowerArray(task: ApplicatorTask): void {
  const { draft, location, context } = task;
  const inner = elsewhere(context);
  const list = (keyword: string, schemas: readonly unknown[]): readonly LoweredSchema[] =>
    schemas.map((schema, index) => context.lower(schema, below(location, keyword, index), inner));
  const rest = (keyword: string): LoweredSchema | false | undefined => {
    const child = value(task, keyword);
    if (child === undefined) return undefined;
    return child === false && (draft.prefixItems !== undefined || keyword === 'unevaluatedItems')
      ? false
      : context.lower(child, below(location, keyword), inner);
  };
  const prefix = value(task, 'prefixItems');
  if (prefix !== undefined) {
    if (!Array.isArray(prefix)) throw invalidKeyword('prefixItems', location, 'a list of schemas', prefix);
    if (prefix.length > 0) draft.prefixItems = list('prefixItems', prefix);
  }
  const items = value(task, 'items');
  let after: LoweredSchema | false | undefined;
  if (Array.isArray(items)) {
    if (!context.rules.tupleItems) throw invalidKeyword('items', location, 'a schema', items);
    if (items.length > 0) draft.prefixItems = list('items', items);
    after = rest('additionalItems');
    task.renamed['items'] = ['additionalItems'];
  } else {
    after = rest('items');
  }
  if (after !== undefined) draft.items = after;
  const contains = value(task, 'contains');
  if (contains !== undefined) draft.contains = context.lower(contains, below(location, 'contains'), inner);
  const unevaluated = rest('unevaluatedItems');
  if (unevaluated !== undefined) draft.unevaluatedItems = unevaluated;
}
