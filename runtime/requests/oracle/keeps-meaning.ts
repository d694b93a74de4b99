import type { CaseValues } from '../../model/case.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Encoding, Operation, Parameter } from '../../model/operation.ts';
import { bodyFormat } from '../bodies/body-format.ts';
import { contentText } from '../content-parameter.ts';
import { carriesBody } from '../create-encoder.ts';
import { formStyle } from '../form-style.ts';
import { headerWriter } from '../header-writer.ts';
import { isJsonMediaType } from '../media-type.ts';
import { ownValue } from '../own-value.ts';
import { percentEncode } from '../percent-encode.ts';
import { pairStyle } from '../query-writer.ts';
import { valueShape } from '../value-shape.ts';
import type { Serialiser } from '../serialiser.ts';
import type { ValueShape } from '../value-shape.ts';
import { targetQuery, wirePairs } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { scalarText } from '../scalar-text.ts';
import { bodyMeaning } from './body-meaning.ts';
import { formMeaning } from './form-meaning.ts';
import { pathTexts } from './path-texts.ts';
import { samePairs } from './same-pairs.ts';
import { sameText } from './same-text.ts';
import { samePathStyle } from './same-path-style.ts';

const noEncodings: ReadonlyMap<string, Encoding> = new Map();
const formType = 'application/x-www-form-urlencoded';

type Keeps = (values: CaseValues, request: WireRequest) => boolean;

/** Compiles the question whether the plain reading of a request gives back the values that were meant. */
export function keepsMeaning(operation: Operation, serialisers: readonly Serialiser[]): Keeps {
  const { parameters } = operation;
  const path = pathKeeps(operation);
  const query = queryKeeps(parameters);
  const headers = parameters.filter((parameter) => parameter.in === 'header').map(headerKeeps);
  const cookies = cookieKeeps(parameters);
  const body = bodyMeaning(operation, serialisers);
  const whole = querystringKeeps(parameters);
  return (values, request) =>
    path(values, request) &&
    (values.querystring === undefined ? query(values, request) : whole(values.querystring, request)) &&
    headers.every((keeps) => keeps(values)) &&
    cookies(values) &&
    (values.body === undefined || !carriesBody(request.method, operation) || body(values.body, request.body));
}

/** Servers that decode twice, trim, or cut at `;` and `\` would read another value. */
const fragile = /[\\;%\p{Cc}]|^\s|\s$/u;

function pathKeeps(operation: Operation): Keeps {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'path');
  const readers = parameters.map((parameter) => ({ parameter, shape: valueShape(parameter.schema) }));
  if (readers.length === 0) return () => true;
  const textsOf = pathTexts(operation.path);
  return (values, { target }) => {
    const texts = textsOf(target);
    return readers.every(({ parameter: { name, serialization }, shape }) => {
      const value = ownValue(values.path, name);
      const text = texts.get(name);
      if (value === undefined) return true;
      const isMatrix = serialization.kind === 'style' && serialization.style === 'matrix';
      if (text === undefined || fragile.test(isMatrix ? text.replaceAll(';', '') : text)) return false;
      if (serialization.kind === 'content') return sameContent(value, serialization.mediaType, shape);
      return samePathStyle(text, value, { ...serialization, name }, shape);
    });
  };
}

function queryKeeps(parameters: readonly Parameter[]): Keeps {
  const own = parameters.filter((parameter) => parameter.in === 'query');
  const readers = new Map(pairReaders(own, 'query').map((reader, index) => [own[index]?.name, reader]));
  if (readers.size === 0) return () => true;
  return ({ query }, { target }) => {
    const pairs = wirePairs(targetQuery(target), '&');
    return Object.keys(query).every((name) => readers.get(name)?.(query, pairs) ?? true);
  };
}

/** Cookies are decoded by some servers only, so none that needs encoding is sure to arrive. */
function cookieKeeps(parameters: readonly Parameter[]): (values: CaseValues) => boolean {
  const own = parameters.filter((parameter) => parameter.in === 'cookie');
  const readers = pairReaders(parameters, 'cookie');
  return ({ cookie }) =>
    readers.every((reader, index) => {
      const parameter = own[index];
      const value = parameter === undefined ? undefined : ownValue(cookie, parameter.name);
      if (parameter === undefined || value === undefined) return true;
      if (parameter.serialization.kind === 'content')
        return reader(cookie, []) && !needsEncoding(contentText(value, parameter.serialization.mediaType));
      const text = formStyle(parameter.name, pairStyle(parameter.serialization, '; '))(value);
      return typeof text === 'string' && !text.includes('%') && reader(cookie, wirePairs(text, '; '));
    });
}

type PairReader = (values: Readonly<Record<string, unknown>>, pairs: readonly Pair[]) => boolean;

function pairReaders(parameters: readonly Parameter[], location: 'query' | 'cookie'): readonly PairReader[] {
  const own = parameters.filter((parameter) => parameter.in === location);
  const names = new Set(own.map(({ name }) => name));
  return own.map(({ name, serialization, schema }) => {
    const shape = valueShape(schema);
    if (serialization.kind === 'content') return contentReader(name, serialization.mediaType, shape);
    const isForeign = (other: string): boolean => names.has(other) && other !== name;
    const style = { ...serialization, name, isForeign };
    return (values, pairs) => {
      const value = ownValue(values, name);
      return value === undefined || samePairs(pairs, value, style, shape);
    };
  });
}

/** What a media type carries as text keeps its types only if it is JSON; fields and values below it were written with it. */
function contentReader(name: string, mediaType: string, shape: ValueShape): PairReader {
  return (values) => {
    const value = ownValue(values, name);
    return value === undefined || sameContent(value, mediaType, shape);
  };
}

function sameContent(value: unknown, mediaType: string, shape: ValueShape): boolean {
  if (isJsonMediaType(mediaType)) return true;
  if (bodyFormat(mediaType) === 'form') {
    const text = contentText(value, mediaType);
    return text !== undefined && formMeaning(shape, noEncodings, true)(value, text);
  }
  const text = scalarText(value);
  return text !== undefined && sameText(text, value, shape);
}

function needsEncoding(text: string | undefined): boolean {
  return text === undefined || percentEncode(text) !== text;
}

/** The whole query as one value (OpenAPI 3.2). */
function querystringKeeps(
  parameters: readonly Parameter[],
): (whole: NonNullable<CaseValues['querystring']>, request: WireRequest) => boolean {
  const own = parameters.filter((parameter) => parameter.in === 'querystring');
  const readers = new Map(
    own.map(({ name, serialization, schema }) => {
      const mediaType = serialization.kind === 'content' ? serialization.mediaType : formType;
      const shape = valueShape(schema);
      const reader = bodyFormat(mediaType) === 'form' ? formMeaning(shape, noEncodings, true) : undefined;
      return [name, reader ?? ((value: unknown): boolean => sameContent(value, mediaType, shape))];
    }),
  );
  return ({ name, value }, { target }) => readers.get(name)?.(value, targetQuery(target)) ?? true;
}

/** A header is read as the parameter is written: the user's own header of the same name is another matter. */
function headerKeeps(parameter: Parameter): (values: CaseValues) => boolean {
  const { name, serialization } = parameter;
  const shape = valueShape(parameter.schema);
  if (serialization.kind === 'content') {
    const reader = contentReader(name, serialization.mediaType, shape);
    return ({ header }) => reader(header, []);
  }
  const write = headerWriter(name, parameter);
  return ({ header }) => {
    const value = ownValue(header, name);
    if (value === undefined) return true;
    const text = write(value);
    if (typeof text !== 'string') return false;
    // Blanks around commas mean nothing in a header, so a part may not begin or end with one.
    if (typeof value === 'object' && /\s,|,\s/.test(text)) return false;
    return samePathStyle(text, value, { ...serialization, name }, shape);
  };
}
