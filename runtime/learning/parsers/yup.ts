import type { JsonValue } from '../../model/json.ts';
import type { Demand, FieldPath, JsonType, Observation, Parser } from '../contract.ts';
import { filled, format, limit, notNull, oneOfTexts, patternOfLiteral, required, type, unknown } from '../demands.ts';
import { fieldPath, splitPart } from '../field-path.ts';
import { asText, findRecords, member, textMember, textsOf, type JsonRecord } from '../json-shapes.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** Yup: a `ValidationError` whole, its `inner` errors, its list of messages, or the first error's message and path. */
export const yup: Parser = {
  framework: 'yup',
  read({ json }) {
    const inner = findRecords(json, isInner);
    if (inner !== undefined) return inner.flatMap((error) => readMessage(asText(error['message']), error['path']));
    if (isFirst(json)) return readMessage(textMember(json, 'message') ?? '', member(json, 'path'));
    const texts = textsOf(member(json, 'errors')) ?? [];
    // A message of Yup begins with a path, and paths in JSON seldom begin with a capital; messages of others do.
    return texts.every((text) => /^[a-z_$]/u.test(text)) ? texts.flatMap((text) => readMessage(text, undefined)) : [];
  },
};

function isInner(record: JsonRecord): boolean {
  const { path, message } = record;
  return typeof path === 'string' && typeof message === 'string' && isOwn(message, path);
}

function isFirst(json: JsonValue | undefined): boolean {
  const [path, message, kind] = [textMember(json, 'path'), textMember(json, 'message'), textMember(json, 'type')];
  return path !== undefined && message !== undefined && kind !== undefined && isOwn(message, path);
}

/** Messages begin with the path, which is `this` for the whole; `field` follows that of a list. */
function isOwn(message: string, path: string): boolean {
  return message.startsWith(path === '' ? 'this ' : `${path} `) || message.startsWith('this field ');
}

const typeNames: Readonly<Record<string, JsonType>> = {
  string: 'string',
  number: 'number',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
};

/** What follows the path in Yup's default messages. */
const sentences: readonly Sentence[] = [
  says('is a required field', () => filled),
  says('must be defined', () => [required]),
  says('cannot be null', () => [notNull]),
  says('must be a `([a-z]+)` type, but the final value was: .*', (name) => typeNamed(name)),
  says('must be an integer', () => [type('integer')]),
  says('must be at least # characters', (n) => [limit('minLength', Number(n))]),
  says('must be at most # characters', (n) => [limit('maxLength', Number(n))]),
  says('must be exactly # characters', (n) => [limit('minLength', Number(n)), limit('maxLength', Number(n))]),
  says('must be greater than or equal to #', (n) => [limit('minimum', Number(n))]),
  says('must be less than or equal to #', (n) => [limit('maximum', Number(n))]),
  says('must be greater than #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be less than #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be a positive number', () => [limit('exclusiveMinimum', 0)]),
  says('must be a negative number', () => [limit('exclusiveMaximum', 0)]),
  says('field must have at least # items', (n) => [limit('minItems', Number(n))]),
  says('field must have less than or equal to # items', (n) => [limit('maxItems', Number(n))]),
  says('must be one of the following values: (.+)', (list) => oneOfTexts(list, ', ')),
  says('must match the following: "(/.+/[a-z]*)"', patternOfLiteral),
  says('must be a valid email', () => [format('email')]),
  says('must be a valid URL', () => [format('uri')]),
  says('must be a valid UUID', () => [format('uuid')]),
];

function typeNamed(name: string): readonly Demand[] {
  const known = Object.hasOwn(typeNames, name) ? typeNames[name] : undefined;
  return known === undefined ? [] : [type(known), required, notNull];
}

function readMessage(message: string, place: JsonValue | undefined): readonly Observation[] {
  const keys = /^(\S+) (?:field )?has unspecified keys: (\S+(?:, \S+)*)$/u.exec(message);
  if (keys?.[1] !== undefined && keys[2] !== undefined) {
    const parent = pathOf(keys[1]);
    return keys[2].split(', ').map((key) => observe([...parent, key], [unknown], message));
  }
  const [, label = '', rest = ''] = /^(\S+) (.+)$/su.exec(message) ?? [];
  const readings = meaningOf(rest, sentences);
  if (readings === undefined) return [];
  return [observe(typeof place === 'string' ? fieldPath(place) : pathOf(label), readings, message)];
}

function pathOf(label: string): FieldPath {
  return label === 'this' ? [] : fieldPath(label);
}

function observe(path: FieldPath, readings: readonly Demand[], message: string): Observation {
  const { location, path: inner } = splitPart(path);
  return {
    ...(location !== undefined && { location }),
    where: { kind: 'path', path: inner },
    readings,
    confidence: 'heuristic',
    message,
  };
}
