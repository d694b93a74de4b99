import { excerpt } from '../model/excerpt.ts';
import type { ConstraintPlace } from './constraint-place.ts';
import type { Demand, PlacedDemand } from './contract.ts';

/** A demand in a few words, keywords as they stand in a schema. */
export function demandWords(demand: Demand): string {
  switch (demand.keyword) {
    case 'required':
      return 'required';
    case 'unknown':
      return 'not allowed';
    case 'notNull':
      return 'not null';
    case 'uniqueItems':
      return 'items that differ';
    case 'type':
      return `type ${demand.types.join(' or ')}`;
    case 'format':
      return `format ${demand.formats.join(' or ')}`;
    case 'enum':
      return `one of ${excerpt(demand.members, 200)}`;
    case 'pattern':
      return `pattern ${demand.pattern}`;
    case 'additionalProperties':
      return 'no property but the declared ones';
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return `${demand.keyword} ${demand.limit}`;
  }
}

/** What the document says instead, in a few words. */
export function documentedWords({ location, demand, path }: PlacedDemand, place: ConstraintPlace): string {
  const { keyword } = demand;
  if (location !== 'body' && place.parameter === undefined) return 'not declared';
  if (keyword === 'required') {
    return path.length > 0 && place.schemas.length === 0 ? 'not declared' : 'optional';
  }
  if (keyword === 'unknown') return place.schemas.length > 0 || path.length === 0 ? 'declared' : 'not forbidden';
  if (keyword === 'additionalProperties') return 'other properties not forbidden';
  if (keyword === 'notNull') return 'null allowed';
  const said = place.schemas.find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword];
  if (said !== undefined) return `${keyword} ${typeof said === 'string' ? said : excerpt(said, 200)}`;
  const type = place.schemas.find(({ schema }) => schema['type'] !== undefined)?.schema['type'];
  if (typeof type === 'string') return `any ${type}`;
  return Array.isArray(type) ? `any ${type.join(' or ')}` : 'any value';
}

/** Where in a request a value stands, as a person says it. */
export function placeWords({ location, parameter, path }: PlacedDemand, place: ConstraintPlace): string {
  const inner = path.map((token) => (typeof token === 'number' ? '[]' : `.${token}`)).join('');
  if (location === 'body') return inner === '' ? 'the body' : `body${inner}`;
  const kind = location === 'querystring' ? 'query string' : `${location} parameter`;
  return `${kind} ${place.parameter?.name ?? parameter ?? ''}${inner}`.trim();
}
