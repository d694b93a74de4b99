import { pointerTo } from '../model/json.ts';
import type { Operation } from '../model/operation.ts';
import type { Constraint, DeclaredNames } from './contract.ts';
import { schemaPlace } from './schema-place.ts';

/** The names that an operation's part of the document declares. Properties are looked up when asked for. */
export function declaredNames({ parameters, body }: Operation): DeclaredNames {
  return {
    parameters,
    bodyProperties(path) {
      const names = (body?.contents ?? []).flatMap(({ schema }) =>
        schema === undefined ? [] : schemaPlace(schema, path).names,
      );
      return [...new Set(names)];
    },
  };
}

/**
 * The rule behind a refused property that the document does not declare: that there may be none such. Properties that nobody declared have
 * random names, of which no two cases share one.
 */
export function generalised(constraint: Constraint, names: DeclaredNames): Constraint {
  const { location, path, demand } = constraint;
  const name = path.at(-1);
  if (location !== 'body' || demand.keyword !== 'unknown' || typeof name !== 'string') return constraint;
  const holder = path.slice(0, -1);
  const declared = names.bodyProperties(holder);
  if (declared.length === 0 || declared.includes(name)) return constraint;
  const general = holder.map((token) => (typeof token === 'number' ? ['*'] : token));
  return {
    ...constraint,
    path: holder,
    pointer: pointerTo('', ...holder),
    demand: { keyword: 'additionalProperties', declared },
    identity: JSON.stringify([location, null, general, 'additionalProperties']),
  };
}
