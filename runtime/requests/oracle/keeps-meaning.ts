import type { CaseValues } from '../../model/case.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Operation, Parameter } from '../../model/operation.ts';
import { carriesBody } from '../create-encoder.ts';
import { formStyle } from '../form-style.ts';
import { headerWriter } from '../header-writer.ts';
import { ownValue } from '../own-value.ts';
import { pairStyle } from '../query-writer.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { targetQuery, wirePairs } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { bodyMeaning } from './body-meaning.ts';
import { pathTexts } from './path-texts.ts';
import { samePairs } from './same-pairs.ts';
import { samePathStyle } from './same-path-style.ts';

type Keeps = (values: CaseValues, request: WireRequest) => boolean;

/** Compiles the question whether the plain reading of a request gives back the values that were meant. */
export function keepsMeaning(operation: Operation): Keeps {
  const { parameters } = operation;
  const path = pathKeeps(operation);
  const query = queryKeeps(parameters);
  const headers = parameters.filter((parameter) => parameter.in === 'header').map(headerKeeps);
  const cookies = cookieKeeps(parameters);
  const body = bodyMeaning(operation);
  return (values, request) =>
    path(values, request) &&
    query(values, request) &&
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
      if (value === undefined || serialization.kind === 'content') return true;
      if (text === undefined || fragile.test(serialization.style === 'matrix' ? text.replaceAll(';', '') : text))
        return false;
      return samePathStyle(text, value, { ...serialization, name }, shape);
    });
  };
}

function queryKeeps(parameters: readonly Parameter[]): Keeps {
  const readers = pairReaders(parameters, 'query');
  if (readers.length === 0) return () => true;
  return (values, { target }) => {
    const pairs = wirePairs(targetQuery(target), '&');
    return readers.every((reader) => reader(values.query, pairs));
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
      if (parameter === undefined || value === undefined || parameter.serialization.kind === 'content') return true;
      const text = formStyle(parameter.name, pairStyle(parameter.serialization, '; '))(value);
      return typeof text === 'string' && !text.includes('%') && reader(cookie, wirePairs(text, '; '));
    });
}

type PairReader = (values: Readonly<Record<string, unknown>>, pairs: readonly Pair[]) => boolean;

function pairReaders(parameters: readonly Parameter[], location: 'query' | 'cookie'): readonly PairReader[] {
  const own = parameters.filter((parameter) => parameter.in === location);
  const names = new Set(own.map(({ name }) => name));
  return own.map(({ name, serialization, schema }) => {
    if (serialization.kind === 'content') return () => true;
    const shape = valueShape(schema);
    const isForeign = (other: string): boolean => names.has(other) && other !== name;
    const style = { ...serialization, name, isForeign };
    return (values, pairs) => {
      const value = ownValue(values, name);
      return value === undefined || samePairs(pairs, value, style, shape);
    };
  });
}

/** A header is read as the parameter is written: the user's own header of the same name is another matter. */
function headerKeeps(parameter: Parameter): (values: CaseValues) => boolean {
  const { name, serialization } = parameter;
  if (serialization.kind === 'content') return () => true;
  const shape: ValueShape = valueShape(parameter.schema);
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
