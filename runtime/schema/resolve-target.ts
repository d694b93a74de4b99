import type { Location } from '../model/location.ts';
import type { ResolvedSchema, SchemaScope } from '../model/schema-ref.ts';
import { CyclicRefError } from '../errors.ts';
import { scopeRules } from './dialect-rules.ts';
import type { RefKeyword } from './lowering-context.ts';
import { isPlainObject } from './lowering-context.ts';

/** What a reference leads to, and how that is read. */
export type Target = Required<ResolvedSchema>;

/** Follows references to references. Throws `UnresolvedRefError`, and `CyclicRefError` where they lead back. */
export function resolveChain(ref: string, from: Location, scope: SchemaScope): Target {
  const seen = new Set<unknown>();
  let target = resolve(ref, from, scope);
  for (;;) {
    const { schema, location } = target;
    if (!isPlainObject(schema) || typeof schema['$ref'] !== 'string') return target;
    const alone = scopeRules(target.scope).refStandsAlone;
    if (alone ? 'nullable' in schema : Object.keys(schema).length > 1) return target;
    // A resource that only refers on may still hold dynamic anchors for what comes after it.
    if (target.scope.dynamicAnchors !== undefined) return target;
    if (seen.has(schema)) {
      throw new CyclicRefError(`The reference "${ref}" leads back to itself and never to a schema.`, {
        where: `${from.file}#${from.pointer}`,
        hint: 'Let one of the references of the cycle name a schema.',
      });
    }
    seen.add(schema);
    target = resolve(schema['$ref'], location, target.scope);
  }
}

function resolve(ref: string, from: Location, scope: SchemaScope): Target {
  return { scope, ...scope.resolve(ref, from) };
}

/**
 * Where a dynamic reference leads: the outermost resource entered that has the anchor, if the static target has it too
 * (2020-12 Core §8.2.3.2, 2019-09 Core §8.2.4.2); else the static target.
 */
export function dynamicTarget(
  keyword: Exclude<RefKeyword, '$ref'>,
  ref: string,
  target: Target,
  entered: readonly SchemaScope[],
): Target {
  const name = keyword === '$recursiveRef' ? '' : ref.slice(ref.indexOf('#') + 1);
  const marker = isPlainObject(target.schema)
    ? target.schema[keyword === '$recursiveRef' ? '$recursiveAnchor' : '$dynamicAnchor']
    : undefined;
  if (marker !== (keyword === '$recursiveRef' ? true : name)) return target;
  for (const scope of entered) {
    const found = scope.dynamicAnchors?.get(name);
    if (found !== undefined) return { scope, ...found };
  }
  return target;
}
