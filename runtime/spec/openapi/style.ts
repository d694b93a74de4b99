import type { ParameterLocation, ParameterSerialization } from '../../model/operation.ts';
import { type JsonObject, member } from '../spec-node.ts';

type StyleSerialization = Extract<ParameterSerialization, { readonly kind: 'style' }>;
type Style = StyleSerialization['style'];

/** The styles of each location, the default one first (OpenAPI 3 §Parameter Object, Style Values). */
const stylesOf: Readonly<Record<ParameterLocation, readonly [Style, ...Style[]]>> = {
  path: ['simple', 'matrix', 'label'],
  query: ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'],
  querystring: ['form'],
  header: ['simple'],
  cookie: ['form', 'cookie'],
};

/** Style, explode and allowReserved with their defaults; a style that the location does not have counts as its default. */
export function styleSerialization(value: JsonObject, location: ParameterLocation): StyleSerialization {
  const allowed = stylesOf[location];
  const stated = member(value, 'style');
  const style = allowed.find((candidate) => candidate === stated) ?? allowed[0];
  const explode = member(value, 'explode');
  return {
    kind: 'style',
    style,
    explode: typeof explode === 'boolean' ? explode : style === 'form' || style === 'cookie',
    allowReserved: member(value, 'allowReserved') === true,
  };
}
