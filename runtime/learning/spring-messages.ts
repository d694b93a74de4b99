import type { Demand } from './contract.ts';
import { anyDate, filled, format, limit, notBlank, notNull, oneOfTexts, pattern, required, type } from './demands.ts';
import { says, type Sentence } from './sentences.ts';

/** The greatest `int` stands for no maximum. */
const unlimited = 2_147_483_647;

function sizes(low: string, high: string): readonly Demand[] {
  const upper = Number(high) < unlimited ? [limit('maxLength', Number(high)), limit('maxItems', Number(high))] : [];
  return [limit('minLength', Number(low)), limit('minItems', Number(low)), ...upper];
}

/** The default English messages of Hibernate Validator. */
export const springSentences: readonly Sentence[] = [
  says('must not be null', () => [required, notNull]),
  says('must not be empty', () => filled),
  says('must not be blank', () => [required, notNull, notBlank]),
  says('(?:size|length) must be between # and #', sizes),
  says('must be greater than or equal to #', (n) => [limit('minimum', Number(n))]),
  says('must be less than or equal to #', (n) => [limit('maximum', Number(n))]),
  says('must be greater than #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be less than #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be between # and #', (low, high) => [limit('minimum', Number(low)), limit('maximum', Number(high))]),
  says('must be a well-formed email address', () => [format('email')]),
  says('must be a valid URL', () => [format('uri')]),
  says('must be a valid UUID', () => [format('uuid')]),
  // The value must match as a whole.
  says('must match "(.+)"', (source) => [
    pattern(source.startsWith('^') && source.endsWith('$') ? source : `^(?:${source})$`),
  ]),
];

const javaTypes: Readonly<Record<string, Demand>> = {
  boolean: type('boolean'),
  'java.lang.Boolean': type('boolean'),
  int: type('integer'),
  long: type('integer'),
  short: type('integer'),
  'java.lang.Integer': type('integer'),
  'java.lang.Long': type('integer'),
  'java.lang.Short': type('integer'),
  'java.math.BigInteger': type('integer'),
  double: type('number'),
  float: type('number'),
  'java.lang.Double': type('number'),
  'java.lang.Float': type('number'),
  'java.math.BigDecimal': type('number'),
  'java.lang.String': type('string'),
  'java.util.UUID': format('uuid'),
  'java.time.LocalDate': format('date'),
  'java.time.LocalDateTime': anyDate,
  'java.time.OffsetDateTime': format('date-time'),
  'java.time.ZonedDateTime': format('date-time'),
  'java.time.Instant': format('date-time'),
};

/** What a Java type demands of JSON. */
export function javaType(name: string): readonly Demand[] {
  const demand = Object.hasOwn(javaTypes, name) ? javaTypes[name] : undefined;
  return demand === undefined ? [] : [demand];
}

/** `[large, small]`, as Jackson lists an enum. */
export function enumClass(list: string): readonly Demand[] {
  return oneOfTexts(list, ', ');
}
