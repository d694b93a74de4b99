import type { CaseValues } from '../model/case.ts';
import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { RequestLocation } from '../model/violation.ts';
import type { DeclaredNames, FieldPath, Observation, Whereabouts } from './contract.ts';
import { fieldAt, scalarsIn, type Field } from './walk-value.ts';

/** A place of a request that a server may have meant. */
export interface Place {
  readonly location: RequestLocation;
  readonly parameter?: string;
  readonly path: FieldPath;
  readonly pointer: JsonPointer;
  /** `undefined` where nothing was sent. */
  readonly value: unknown;
  /** Written as text on the wire. */
  readonly asText: boolean;
}

type PathWhere = Extract<Whereabouts, { readonly kind: 'path' }>;

const parameterLocations = ['path', 'query', 'header', 'cookie'] as const;

/** Every place that fits what the server said. */
export function findPlaces(
  { location, where }: Observation,
  values: CaseValues,
  declared: DeclaredNames,
): readonly Place[] {
  const candidates =
    where.kind === 'value' ? placesOfText(where.text, values) : placesAt(where, location, values, declared);
  return location === undefined ? candidates : candidates.filter((place) => isIn(place.location, location));
}

/** `querystring` is a query to the server. */
function isIn(actual: RequestLocation, said: RequestLocation): boolean {
  return actual === said || (actual === 'querystring' && said === 'query');
}

function placesAt(
  where: PathWhere,
  location: RequestLocation | undefined,
  values: CaseValues,
  declared: DeclaredNames,
): readonly Place[] {
  const inParameters = parameterPlaces(where, location, values, declared);
  const inBody = location === undefined || location === 'body' ? bodyPlaces(where, location, values, declared) : [];
  const all = [...inParameters, ...inBody];
  // What was sent is meant rather than what might have been.
  const sent = all.filter(({ value }) => value !== undefined);
  const found = sent.length > 0 ? sent : all;
  return where.each ? found.flatMap(itemsOf) : found;
}

function parameterPlaces(
  { path, naming }: PathWhere,
  location: RequestLocation | undefined,
  values: CaseValues,
  declared: DeclaredNames,
): readonly Place[] {
  const [name, ...rest] = path;
  if (typeof name !== 'string') return [];
  return [...parameterLocations, 'querystring' as const].flatMap((at) => {
    const sent = at === 'querystring' ? values.querystring?.value : values[at];
    if (sent === undefined) return [];
    const isLoose = naming === 'loose' || at === 'header';
    const names = declared.parameters.filter((parameter) => parameter.in === at).map((parameter) => parameter.name);
    // Nothing else says that the server has a parameter of this name here, unless it says so itself.
    const known = location === at && naming !== 'loose' ? [...names, name] : names;
    const field = fieldAt(sent, [name], isLoose, () => known);
    const parameter = field?.path[0];
    if (field === undefined || parameter === undefined) return [];
    const inner = fieldAt(field.value, rest, isLoose, () => []);
    return inner === undefined || (rest.length > 0 && field.value === undefined)
      ? []
      : [
          placeOf(
            at,
            inner,
            true,
            at === 'querystring' ? values.querystring?.name : String(parameter),
            at === 'querystring' ? [parameter] : [],
          ),
        ];
  });
}

function bodyPlaces(
  where: PathWhere,
  location: RequestLocation | undefined,
  { body }: CaseValues,
  declared: DeclaredNames,
): readonly Place[] {
  if (body?.kind !== 'value') return [];
  const isLoose = where.naming === 'loose';
  const asText = isTextual(body.mediaType);
  const namesAt = (at: FieldPath): readonly string[] => {
    const name = where.path.at(-1);
    const properties = declared.bodyProperties(at);
    if (isLoose || typeof name !== 'string') return properties;
    // An undeclared name may as well be that of a parameter, unless the server says otherwise or has it within an object of the body.
    const isOurs = location === 'body' || at.length > 0 || properties.length === 0;
    return isOurs ? [...properties, name] : properties;
  };
  const direct = fieldAt(body.value, where.path, isLoose, namesAt);
  const outer = where.wrapped ? onlyProperty(body.value) : undefined;
  const field =
    outer === undefined ? direct : (fieldAt(body.value, [outer, ...where.path], isLoose, namesAt) ?? direct);
  return field === undefined ? [] : [placeOf('body', field, asText)];
}

/** The name of the object that is all the body holds. */
function onlyProperty(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const [first, ...others] = Object.entries(value);
  if (first === undefined || others.length > 0) return undefined;
  return typeof first[1] === 'object' && first[1] !== null && !Array.isArray(first[1]) ? first[0] : undefined;
}

/** Whether values of this part of a request are written as text. */
export function asTextIn(location: RequestLocation, { body }: CaseValues): boolean {
  return location !== 'body' || isTextual(body?.mediaType ?? '');
}

/** Whether all values of such a body are written as text. */
export function isTextual(mediaType: string): boolean {
  return /^(?:application\/x-www-form-urlencoded|multipart\/|text\/)/iu.test(mediaType);
}

function itemsOf(place: Place): readonly Place[] {
  if (!Array.isArray(place.value)) return [];
  return place.value.map((value: unknown, index) => ({
    ...place,
    path: [...place.path, index],
    pointer: pointerTo(place.pointer, index),
    value,
  }));
}

function placesOfText(text: string, values: CaseValues): readonly Place[] {
  const body = values.body?.kind === 'value' ? values.body : undefined;
  const inBody =
    body === undefined ? [] : scalarsIn(body.value).map((field) => placeOf('body', field, isTextual(body.mediaType)));
  const inParameters = parameterLocations.flatMap((at) =>
    Object.entries(values[at]).flatMap(([name, value]) =>
      scalarsIn(value).map((field) => placeOf(at, field, true, name)),
    ),
  );
  return [...inBody, ...inParameters].filter(({ value }) => String(value) === text);
}

function placeOf(
  location: RequestLocation,
  { path, value }: Field,
  asText: boolean,
  parameter?: string,
  before: FieldPath = [],
): Place {
  const whole = [...before, ...path];
  return {
    location,
    ...(parameter !== undefined && { parameter }),
    path: whole,
    pointer: pointerTo('', ...whole),
    value,
    asText,
  };
}
