import type { JsonValue } from '../../model/json.ts';
import type { Demand, FieldPath, Observation, Parser } from '../contract.ts';
import { format, limit, oneOf, pattern, required, type, unknown } from '../demands.ts';
import { requestPart } from '../field-path.ts';
import { asText, findRecords, member, pathOf, textMember, type JsonRecord } from '../json-shapes.ts';

/** Pydantic's list of errors, versions 1 and 2, and FastAPI's `detail`, whose paths begin with the part of the request. */
export const pydantic: Parser = {
  framework: 'pydantic',
  read({ json }) {
    const isFastApi = member(json, 'detail') !== undefined;
    return (findRecords(json, isPydanticError) ?? []).map((error) => observationOf(error, isFastApi));
  },
};

function isPydanticError(record: JsonRecord): boolean {
  return (
    typeof record['type'] === 'string' &&
    /^[a-z_]+(?:\.[a-z_]+)*$/u.test(record['type']) &&
    typeof record['msg'] === 'string' &&
    pathOf(record['loc']) !== undefined
  );
}

function observationOf(error: JsonRecord, isFastApi: boolean): Observation {
  const loc: FieldPath = pathOf(error['loc']) ?? [];
  const location = isFastApi ? requestPart(loc[0]) : undefined;
  return {
    ...(location !== undefined && { location }),
    where: { kind: 'path', path: location === undefined ? loc : loc.slice(1) },
    readings: demandsOf(error),
    confidence: 'likely',
    message: asText(error['msg']),
  };
}

/** Types of errors that say all by themselves. */
const plain: Readonly<Record<string, Demand>> = {
  missing: required,
  'value_error.missing': required,
  extra_forbidden: unknown,
  'value_error.extra': unknown,
  string_type: type('string'),
  'type_error.str': type('string'),
  int_type: type('integer'),
  int_parsing: type('integer'),
  int_from_float: type('integer'),
  'type_error.integer': type('integer'),
  float_type: type('number'),
  float_parsing: type('number'),
  'type_error.float': type('number'),
  decimal_type: type('number', 'string'),
  bool_type: type('boolean'),
  bool_parsing: type('boolean'),
  'value_error.strictbool': type('boolean'),
  list_type: type('array'),
  'type_error.list': type('array'),
  dict_type: type('object'),
  'type_error.dict': type('object'),
  model_type: type('object'),
  model_attributes_type: type('object'),
  dataclass_type: type('object'),
  uuid_type: type('string'),
  uuid_parsing: format('uuid'),
  'type_error.uuid': format('uuid'),
  url_parsing: format('uri'),
  'value_error.email': format('email'),
  date_parsing: format('date'),
  date_from_datetime_parsing: format('date'),
  'value_error.date': format('date'),
  datetime_parsing: format('date-time'),
  datetime_from_date_parsing: format('date-time'),
  'value_error.datetime': format('date-time'),
  time_parsing: format('time'),
  ip_v4_address: format('ipv4'),
  ip_v6_address: format('ipv6'),
  ip_any_address: format('ipv4', 'ipv6'),
};

/** Types of errors with a limit, and where their context has it; version 1 calls it `limit_value`. */
const limits: Readonly<Record<string, readonly [Parameters<typeof limit>[0], string]>> = {
  string_too_short: ['minLength', 'min_length'],
  'value_error.any_str.min_length': ['minLength', 'limit_value'],
  string_too_long: ['maxLength', 'max_length'],
  'value_error.any_str.max_length': ['maxLength', 'limit_value'],
  too_short: ['minItems', 'min_length'],
  'value_error.list.min_items': ['minItems', 'limit_value'],
  too_long: ['maxItems', 'max_length'],
  'value_error.list.max_items': ['maxItems', 'limit_value'],
  greater_than_equal: ['minimum', 'ge'],
  'value_error.number.not_ge': ['minimum', 'limit_value'],
  less_than_equal: ['maximum', 'le'],
  'value_error.number.not_le': ['maximum', 'limit_value'],
  greater_than: ['exclusiveMinimum', 'gt'],
  'value_error.number.not_gt': ['exclusiveMinimum', 'limit_value'],
  less_than: ['exclusiveMaximum', 'lt'],
  'value_error.number.not_lt': ['exclusiveMaximum', 'limit_value'],
  multiple_of: ['multipleOf', 'multiple_of'],
  'value_error.number.not_multiple': ['multipleOf', 'multiple_of'],
};

function demandsOf(error: JsonRecord): readonly Demand[] {
  const kind = asText(error['type']);
  const context = error['ctx'];
  const alone = Object.hasOwn(plain, kind) ? plain[kind] : undefined;
  if (alone !== undefined) return [alone];
  const [keyword, name] = (Object.hasOwn(limits, kind) ? limits[kind] : undefined) ?? [];
  if (keyword !== undefined && name !== undefined) return limitOf(keyword, member(context, name));
  switch (kind) {
    case 'string_pattern_mismatch':
    case 'value_error.str.regex':
      return [textMember(context, 'pattern')].flatMap((source) => (source === undefined ? [] : [pattern(source)]));
    case 'literal_error':
    case 'enum':
      return membersOf(textMember(context, 'expected') ?? '');
    case 'value_error':
      return asText(error['msg']).startsWith('value is not a valid email address') ? [format('email')] : [];
    default:
      return [];
  }
}

/** Decimals are written as texts. */
function limitOf(keyword: Parameters<typeof limit>[0], value: JsonValue | undefined): readonly Demand[] {
  const number = typeof value === 'number' || (typeof value === 'string' && value !== '') ? Number(value) : Number.NaN;
  return Number.isFinite(number) ? [limit(keyword, number)] : [];
}

const literal = String.raw`(?:'(?:[^'\\])*'|-?\d+)`;

/** `'a', 'b' or 3`. */
function membersOf(list: string): readonly Demand[] {
  if (list.length > 2_000 || !new RegExp(`^${literal}(?:(?:, | or )${literal})*$`, 'u').test(list)) return [];
  const members = list.match(new RegExp(literal, 'gu')) ?? [];
  return [oneOf(members.map((text) => (text.startsWith("'") ? text.slice(1, -1) : Number(text))))];
}
