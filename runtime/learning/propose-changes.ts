import type { DocumentChange } from '../model/difference.ts';
import { pointerTo, type JsonValue } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { Operation } from '../model/operation.ts';
import type { ConstraintPlace } from './constraint-place.ts';
import type { Constraint, Demand } from './contract.ts';
import { demandSchema } from './demand-schema.ts';
import type { PlacedSchema } from './schema-place.ts';

/**
 * The edits that make the document say what a server demands; none where no edit is known that says this and no more: beneath `anyOf` and `oneOf`, and where a
 * schema was put together from fields that have no place of their own. `others` are demands of the same operation: those of a parameter that is to be
 * declared go with it.
 */
export function proposeChanges(
  operation: Operation,
  constraint: Constraint,
  place: ConstraintPlace,
  others: readonly Constraint[] = [],
): readonly DocumentChange[] {
  if (isMadeUp(operation, constraint, place)) return [];
  const { demand, path } = constraint;
  if (demand.keyword === 'required')
    return path.length === 0 ? partRequired(operation, constraint, place, others) : propertyRequired(constraint, place);
  if (demand.keyword === 'unknown') return propertyUnknown(constraint, place);
  const [target] = place.schemas;
  if (target === undefined || target.alternative) return [];
  if (demand.keyword === 'additionalProperties') {
    const isWhole = !['allOf', 'anyOf', 'oneOf'].some((keyword) => target.schema[keyword] !== undefined);
    return isWhole ? [set(target.ref.location, { additionalProperties: false })] : [];
  }
  if (demand.keyword === 'notNull') return withoutNull(target);
  const { dialect } = target.ref.scope;
  const members = demandSchema(demand, dialect, false);
  if (members === undefined || members['anyOf'] !== undefined) return [];
  if (demand.keyword === 'enum' && target.schema['enum'] !== undefined)
    return [remove(target.ref.location, 'enum'), set(target.ref.location, members)];
  // Two patterns hold beside each other.
  if (demand.keyword === 'pattern' && target.schema['pattern'] !== undefined) return alsoHolds(target, members);
  return [set(target.ref.location, members)];
}

/** The form of Swagger 2.0 is put together from its parameters, and a path parameter that nobody declared from its path. */
function isMadeUp({ body }: Operation, { location }: Constraint, { parameter }: ConstraintPlace): boolean {
  if (location === 'body') return body?.location.pointer.endsWith('/parameters') === true;
  return parameter !== undefined && !parameter.location.pointer.includes('/parameters/');
}

function set({ file, pointer }: Location, members: { readonly [name: string]: JsonValue }): DocumentChange {
  return { file, at: pointer, kind: 'set', members };
}

function remove({ file, pointer }: Location, ...tokens: readonly (string | number)[]): DocumentChange {
  return { file, at: pointerTo(pointer, ...tokens), kind: 'remove' };
}

function append({ file, pointer }: Location, keyword: string, item: JsonValue): DocumentChange {
  return { file, at: pointerTo(pointer, keyword), kind: 'append', item };
}

function partRequired(
  operation: Operation,
  { location, parameter: name }: Constraint,
  { parameter }: ConstraintPlace,
  others: readonly Constraint[],
): readonly DocumentChange[] {
  if (location === 'body')
    return operation.body === undefined ? [] : [set(operation.body.location, { required: true })];
  if (name === undefined) return [];
  if (parameter !== undefined) return [set(parameter.location, { required: true })];
  const ofIt = others.filter((one) => one.location === location && one.parameter === name && one.path.length === 0);
  return declared(
    operation,
    { location, name },
    ofIt.map(({ demand }) => demand),
  );
}

/** A new parameter, where the operation has a list of its own to add it to. */
function declared(
  { location: { file, pointer }, parameters }: Operation,
  { location, name }: { readonly location: Constraint['location']; readonly name: string },
  demands: readonly Demand[],
): readonly DocumentChange[] {
  const neighbour = parameters.find((one) => one.location.pointer.startsWith(`${pointer}/parameters/`));
  if (neighbour?.schema === undefined) return [];
  const { dialect } = neighbour.schema.scope;
  const schema = demands.reduce<{ readonly [keyword: string]: JsonValue }>(
    (known, demand) => ({ ...known, ...demandSchema(demand, dialect, false) }),
    { type: 'string' },
  );
  const described = dialect === 'openapi-2.0' ? schema : { schema };
  return [append({ file, pointer }, 'parameters', { name, in: location, required: true, ...described })];
}

function propertyRequired({ path }: Constraint, { holders }: ConstraintPlace): readonly DocumentChange[] {
  const name = path.at(-1);
  const [holder] = holders;
  if (typeof name !== 'string' || holder === undefined || holder.alternative) return [];
  const { schema, ref } = holder;
  return Array.isArray(schema['required']) && schema['required'].length > 0
    ? [append(ref.location, 'required', name)]
    : [set(ref.location, { required: [name] })];
}

/** A response may well have it: it is only not to be sent. */
function propertyUnknown({ path }: Constraint, { holders }: ConstraintPlace): readonly DocumentChange[] {
  const name = path.at(-1);
  const [holder] = holders;
  if (typeof name !== 'string' || holder === undefined || holder.alternative) return [];
  const properties = holder.schema['properties'];
  if (typeof properties !== 'object' || properties === null || !Object.hasOwn(properties, name)) return [];
  const property = (properties as Readonly<Record<string, unknown>>)[name];
  const isPlain = typeof property === 'object' && property !== null && !Object.hasOwn(property, '$ref');
  const { file, pointer } = holder.ref.location;
  const at = { file, pointer: pointerTo(pointer, 'properties', name) };
  return [isPlain ? set(at, { readOnly: true }) : remove(at)];
}

function withoutNull({ schema, ref }: PlacedSchema): readonly DocumentChange[] {
  if (schema['nullable'] === true) return [set(ref.location, { nullable: false })];
  const { type } = schema;
  if (!Array.isArray(type) || !type.includes('null')) return [];
  const others = type.filter((one): one is string => typeof one === 'string' && one !== 'null');
  return others[0] === undefined || others.length > 1
    ? []
    : [remove(ref.location, 'type'), set(ref.location, { type: others[0] })];
}

function alsoHolds(
  { schema, ref }: PlacedSchema,
  members: { readonly [name: string]: JsonValue },
): readonly DocumentChange[] {
  return Array.isArray(schema['allOf'])
    ? [append(ref.location, 'allOf', members)]
    : [set(ref.location, { allOf: [members] })];
}
