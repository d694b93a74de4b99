import type { CaseValues } from '../model/case.ts';
import type { Parameter, ParameterSerialization } from '../model/operation.ts';
import { contentWriter } from './content-parameter.ts';
import { formStyle } from './form-style.ts';
import type { FormStyle } from './form-style.ts';
import { formWriter } from './bodies/form.ts';
import type { ValueWriter } from './path-style.ts';
import { cookieText, percentEncode, percentEncodeReserved } from './percent-encode.ts';
import type { Unencodable } from './unencodable.ts';

type PairsWriter = (values: Readonly<Record<string, unknown>>) => string | Unencodable;

const plain: FormStyle = { style: 'form', explode: true, encode: percentEncode, separator: '&' };

/** Compiles the query: declared parameters in the document's order, then others as plain pairs. `''` for none. */
export function queryWriter(parameters: readonly Parameter[]): (values: CaseValues) => string | Unencodable {
  const writePairs = pairsWriter(declaredWriters(parameters, 'query', '&'), '&');
  const wholes = new Map(parameters.filter((p) => p.in === 'querystring').map((p) => [p.name, querystringWriter(p)]));
  return (values) => {
    if (values.querystring === undefined) return writePairs(values.query);
    const { name, value } = values.querystring;
    return (wholes.get(name) ?? formWriter(new Map()))(value);
  };
}

/** A writer for each declared parameter of a location that is written in pairs. */
export function declaredWriters(
  parameters: readonly Parameter[],
  location: 'query' | 'cookie',
  separator: string,
): ReadonlyMap<string, ValueWriter> {
  const own = parameters.filter((parameter) => parameter.in === location);
  return new Map(own.map((parameter) => [parameter.name, pairWriter(parameter, separator)]));
}

/** Joins the pairs of all values: declared ones in their order, then the others. Takes time for what is sent, not for all that might be. */
export function pairsWriter(declared: ReadonlyMap<string, ValueWriter>, separator: string): PairsWriter {
  const order = new Map([...declared.keys()].map((name, index) => [name, index]));
  const placeOf = (name: string): number => order.get(name) ?? order.size;
  return (values) => {
    const names = Object.keys(values);
    if (names.length > 1) names.sort((a, b) => placeOf(a) - placeOf(b));
    let result = '';
    for (const name of names) {
      const value = values[name];
      if (value === undefined) continue;
      const text = (declared.get(name) ?? formStyle(name, { ...plain, separator }))(value);
      if (typeof text !== 'string') return text;
      if (text !== '') result = result === '' ? text : result + separator + text;
    }
    return result;
  };
}

function pairWriter({ name, serialization }: Parameter, separator: string): ValueWriter {
  if (serialization.kind === 'content') {
    const prefix = `${percentEncode(name) ?? ''}=`;
    const write = contentWriter(name, serialization.mediaType, percentEncode);
    return (value) => {
      const text = write(value);
      return typeof text === 'string' ? prefix + text : text;
    };
  }
  return formStyle(name, pairStyle(serialization, separator));
}

/** How a parameter of a query or cookie header is written in pairs. */
export function pairStyle(
  { style, explode, allowReserved, itemStyles }: Extract<ParameterSerialization, { readonly kind: 'style' }>,
  separator: string,
): FormStyle {
  const encode = style === 'cookie' ? cookieText : allowReserved ? percentEncodeReserved : percentEncode;
  return { style, explode, encode, separator, itemStyles };
}

/** OpenAPI 3.2 `in: querystring`: the whole query is one value of a media type. */
function querystringWriter({ name, serialization }: Parameter): ValueWriter {
  const mediaType = serialization.kind === 'content' ? serialization.mediaType : 'application/x-www-form-urlencoded';
  return mediaType.startsWith('application/x-www-form-urlencoded')
    ? formWriter(new Map())
    : contentWriter(name, mediaType, percentEncode);
}
