import type { JsonValue } from '../../model/json.ts';
import type { Demand, FieldPath, JsonType, Observation, Parser } from '../contract.ts';
import { format, limit, oneOfList, pattern, patternOfLiteral, required, type, unknown } from '../demands.ts';
import { splitPart } from '../field-path.ts';
import { asText, findRecords, member, pathOf, textMember, textsOf, type JsonRecord } from '../json-shapes.ts';
import { meaningOf } from '../sentences.ts';
import { zodSentences } from '../zod-messages.ts';
import { zodMessages } from '../zod-shapes.ts';

/** Zod 3 and 4: issues wherever an app puts them, the JSON text in a `ZodError`'s message, and `flatten`, `format`, `treeifyError`, `prettifyError`. */
export const zod: Parser = {
  framework: 'zod',
  read({ json }) {
    const issues = findRecords(json, isIssue) ?? findRecords(issuesInText(json), isIssue);
    return issues === undefined ? readMessages(json) : issues.flatMap(observationsOf);
  },
};

const codes: ReadonlySet<string> = new Set([
  'invalid_type',
  'invalid_literal',
  'invalid_value',
  'invalid_enum_value',
  'invalid_string',
  'invalid_format',
  'invalid_date',
  'invalid_union',
  'invalid_union_discriminator',
  'invalid_key',
  'invalid_element',
  'unrecognized_keys',
  'too_small',
  'too_big',
  'not_multiple_of',
  'not_finite',
  'custom',
]);

function isIssue(record: JsonRecord): boolean {
  const { code, path, message } = record;
  return typeof code === 'string' && codes.has(code) && typeof message === 'string' && pathOf(path) !== undefined;
}

/** A `ZodError` in JSON has its issues in its message, as text. */
function issuesInText(json: JsonValue | undefined): JsonValue | undefined {
  const error = textMember(json, 'name') === 'ZodError' ? json : member(json, 'error');
  const text = textMember(error, 'name') === 'ZodError' ? textMember(error, 'message') : undefined;
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

function observationsOf(issue: JsonRecord): readonly Observation[] {
  const path = pathOf(issue['path']) ?? [];
  const keys = issue['code'] === 'unrecognized_keys' ? textsOf(issue['keys']) : undefined;
  const message = asText(issue['message']);
  if (keys !== undefined) return keys.map((key) => observation([...path, key], [unknown], message, 'likely'));
  return [observation(path, demandsOf(issue), message, 'likely')];
}

function observation(
  path: FieldPath,
  readings: readonly Demand[],
  message: string,
  confidence: Observation['confidence'],
): Observation {
  const { location, path: inner } = splitPart(path);
  return {
    ...(location !== undefined && { location }),
    where: { kind: 'path', path: inner },
    readings,
    confidence,
    message,
  };
}

function demandsOf(issue: JsonRecord): readonly Demand[] {
  switch (asText(issue['code'])) {
    case 'invalid_type':
      return [required, ...typeOf(asText(issue['expected']))];
    case 'too_small':
      return bound(issue, issue['minimum'], 'min');
    case 'too_big':
      return bound(issue, issue['maximum'], 'max');
    case 'not_multiple_of': {
      const divisor = issue['divisor'] ?? issue['multipleOf'];
      return typeof divisor === 'number' ? [limit('multipleOf', divisor)] : [];
    }
    case 'invalid_enum_value':
      return oneOfList(issue['options']);
    case 'invalid_value':
      return [required, ...oneOfList(issue['values'])];
    case 'invalid_literal':
      return [required, ...oneOfList(issue['expected'] === undefined ? undefined : [issue['expected']])];
    case 'invalid_string':
    case 'invalid_format':
      return formatOf(issue);
    default:
      return [];
  }
}

const types: Readonly<Record<string, JsonType>> = {
  string: 'string',
  number: 'number',
  integer: 'integer',
  int: 'integer',
  boolean: 'boolean',
  array: 'array',
  object: 'object',
  record: 'object',
  null: 'null',
};

function typeOf(name: string): readonly Demand[] {
  const known = Object.hasOwn(types, name) ? types[name] : undefined;
  return known === undefined ? [] : [type(known)];
}

/** Zod 3 says what is bounded in `type`, Zod 4 in `origin`. */
function bound(issue: JsonRecord, value: JsonValue | undefined, end: 'min' | 'max'): readonly Demand[] {
  if (typeof value !== 'number') return [];
  const isInclusive = issue['inclusive'] !== false;
  switch (asText(issue['origin'] ?? issue['type'])) {
    case 'string':
      return isInclusive ? [limit(`${end}Length`, value)] : [];
    case 'array':
      return isInclusive ? [limit(`${end}Items`, value)] : [];
    case 'number':
    case 'int':
      return [limit(isInclusive ? `${end}imum` : end === 'min' ? 'exclusiveMinimum' : 'exclusiveMaximum', value)];
    default:
      return [];
  }
}

const formats: Readonly<Record<string, Demand>> = {
  email: format('email'),
  url: format('uri'),
  uuid: format('uuid'),
  guid: format('uuid'),
  date: format('date'),
  datetime: format('date-time'),
  ip: format('ipv4', 'ipv6'),
  ipv4: format('ipv4'),
  ipv6: format('ipv6'),
};

/** The format by its name, else by the expression that Zod 4 shows. */
function formatOf(issue: JsonRecord): readonly Demand[] {
  const name = issue['format'] ?? issue['validation'];
  const literal = textMember(issue, 'pattern');
  const named = typeof name === 'string' && Object.hasOwn(formats, name) ? formats[name] : undefined;
  return [
    ...(named === undefined ? [] : [named]),
    ...(literal === undefined ? [] : [...patternOfLiteral(literal), ...plainPattern(literal)]),
  ];
}

function plainPattern(text: string): readonly Demand[] {
  return text.startsWith('/') ? [] : [pattern(text)];
}

/** Messages in the shapes that Zod's own formatters give. */
function readMessages(json: JsonValue | undefined): readonly Observation[] {
  return zodMessages(json).flatMap(({ path, text }) => {
    const key = /^Unrecognized key(?:\(s\) in object)?: ["']([^"']+)["']$/u.exec(text)?.[1];
    const readings = meaningOf(text, zodSentences);
    if (readings === undefined) return [];
    const refused = refusedKind(text);
    const read = observation(key === undefined ? path : [...path, key], readings, text, 'heuristic');
    return [{ ...read, ...(refused !== undefined && { refused }) }];
  });
}

/** What a message says of the value; a flattened one may be of any value within that of its field. */
function refusedKind(text: string): Observation['refused'] {
  if (/^Invalid (?:option|enum value|input: expected (?:"|-?\d))/u.test(text)) return 'scalar';
  const received = / received (\w+)$/u.exec(text)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(types, received) ? types[received] : undefined;
}
