import type { Demand, FieldPath, Observation, Parser } from '../contract.ts';
import {
  anyDate,
  filled,
  format,
  limit,
  notNull,
  oneOfTexts,
  patternOfLiteral,
  required,
  type,
  uniqueItems,
  unknown,
} from '../demands.ts';
import { fieldPath } from '../field-path.ts';
import { findRecords, isList, isRecord, member, textMember, textsOf, type JsonRecord } from '../json-shapes.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** class-validator: the list of messages in Nest's default answer, and its tree of errors where an app sends that. */
export const nest: Parser = {
  framework: 'nest',
  read({ json }) {
    const tree = findRecords(json, isError);
    if (tree !== undefined) return tree.flatMap((error) => readError(error, []));
    const isDefault = typeof member(json, 'statusCode') === 'number' && typeof member(json, 'error') === 'string';
    return isDefault ? (textsOf(member(json, 'message')) ?? []).flatMap((text) => readMessage(text, 'heuristic')) : [];
  },
};

const each = 'each value in ';

/** What follows the property's name. */
const sentences: readonly Sentence[] = [
  says('must be a string', () => [type('string')]),
  says('must be an integer number', () => [type('integer')]),
  says('must be a number(?: conforming to the specified constraints)?', () => [type('number')]),
  says('must be a boolean value', () => [type('boolean')]),
  says('must be an array', () => [type('array')]),
  says('must be an object', () => [type('object')]),
  says('must be longer than or equal to # characters', (n) => [limit('minLength', Number(n))]),
  says('must be shorter than or equal to # characters', (n) => [limit('maxLength', Number(n))]),
  says('must be longer than or equal to # and shorter than or equal to # characters', (low, high) => [
    limit('minLength', Number(low)),
    limit('maxLength', Number(high)),
  ]),
  says('must not be less than #', (n) => [limit('minimum', Number(n))]),
  says('must not be greater than #', (n) => [limit('maximum', Number(n))]),
  says('must be a positive number', () => [limit('exclusiveMinimum', 0)]),
  says('must be a negative number', () => [limit('exclusiveMaximum', 0)]),
  says('must be divisible by #', (n) => [limit('multipleOf', Number(n))]),
  says('must contain at least # elements', (n) => [limit('minItems', Number(n))]),
  says('must contain no more than # elements', (n) => [limit('maxItems', Number(n))]),
  says('must contain not more than # elements', (n) => [limit('maxItems', Number(n))]),
  says('must be one of the following values: (.+)', (list) => oneOfTexts(list, ', ')),
  says('must match (/.+/[a-z]*) regular expression', patternOfLiteral),
  says('must be an email', () => [format('email')]),
  says('must be a UUID', () => [format('uuid')]),
  says('must be a URL address', () => [format('uri')]),
  says('must be an ip address', () => [format('ipv4', 'ipv6')]),
  says('must be a valid ISO 8601 date string', () => [anyDate]),
  says('should not be null or undefined', () => [required, notNull]),
  says('should not be empty', () => filled),
];

/** A rule that an absent value or null breaks says that the property is not optional: optional ones are not looked at. */
function readingsOf(text: string): readonly Demand[] | undefined {
  const found = meaningOf(text, sentences);
  return found === undefined ? undefined : [...found, required, notNull];
}

function readMessage(message: string, confidence: Observation['confidence'], at?: FieldPath): readonly Observation[] {
  const isEach = message.startsWith(each);
  const unexpected = /^property (\S+) should not exist$/u.exec(message)?.[1];
  if (unexpected !== undefined) return [observe(at ?? fieldPath(unexpected), [unknown], message, confidence)];
  const unique = /^All (\S+)'s elements must be unique$/u.exec(message)?.[1];
  if (unique !== undefined) return [observe(at ?? fieldPath(unique), [uniqueItems], message, confidence)];
  const match = /^(\S+) ((?:must|should) .+)$/su.exec(isEach ? message.slice(each.length) : message);
  const readings = readingsOf(match?.[2] ?? '');
  if (match?.[1] === undefined || readings === undefined) return [];
  return [observe(at ?? fieldPath(match[1]), readings, message, confidence, isEach)];
}

function observe(
  path: FieldPath,
  readings: readonly Demand[],
  message: string,
  confidence: Observation['confidence'],
  isEach = false,
): Observation {
  return { where: { kind: 'path', path, ...(isEach && { each: true }) }, readings, confidence, message };
}

function isError(record: JsonRecord): boolean {
  const { property, constraints, children } = record;
  return typeof property === 'string' && (isRecord(constraints) || (isList(children) && children.length > 0));
}

function readError(error: JsonRecord, parent: FieldPath): readonly Observation[] {
  const path = [...parent, textMember(error, 'property') ?? ''];
  const own = isRecord(error['constraints']) ? Object.values(error['constraints']) : [];
  const children = isList(error['children']) && path.length < 40 ? error['children'].filter(isRecord) : [];
  return [
    ...own.flatMap((text) => (typeof text === 'string' ? readMessage(text, 'likely', path) : [])),
    ...children.filter(isError).flatMap((child) => readError(child, path)),
  ];
}
