import type { JsonValue } from '../model/json.ts';
import type { Narrowing } from '../model/narrowing.ts';
import type { Dialect } from '../model/schema-ref.ts';
import { isTextual } from './find-places.ts';
import type { Constraint, FieldPath } from './contract.ts';
import { demandSchema } from './demand-schema.ts';

type JsonSchema = { readonly [keyword: string]: JsonValue };

/** What to send so that a constraint is met; nothing where no schema says it. `mediaType` is that of the body it was met in. */
export function narrowingOf(constraint: Constraint, dialect: Dialect, mediaType: string): Narrowing | undefined {
  const { location, parameter, path, demand } = constraint;
  const place = { in: location, ...(parameter !== undefined && { name: parameter }) };
  const last = path.at(-1);
  if (demand.keyword === 'required' || demand.keyword === 'unknown') {
    if (last === undefined)
      return { kind: 'presence', ...place, presence: demand.keyword === 'required' ? 'always' : 'never' };
    if (typeof last === 'number') return undefined;
    const inner = demand.keyword === 'required' ? { required: [last] } : withoutProperty(last);
    return { kind: 'value', ...place, schema: nested(path.slice(0, -1), inner) };
  }
  const inner = demandSchema(demand, dialect, location !== 'body' || isTextual(mediaType));
  return inner && { kind: 'value', ...place, schema: nested(path, inner) };
}

/** That an object lacks a property; boolean schemas are not known to every dialect. */
export function withoutProperty(name: string): JsonSchema {
  return { properties: { [name]: { not: {} } } };
}

/** A schema of what stands at a path, said of the whole value; a position in a list stands for all. */
function nested(path: FieldPath, inner: JsonSchema): JsonSchema {
  return path.reduceRight<JsonSchema>(
    (schema, token) => (typeof token === 'number' ? { items: schema } : { properties: { [token]: schema } }),
    inner,
  );
}
