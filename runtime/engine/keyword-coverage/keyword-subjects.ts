import { LONGEST_ARRAY } from '../../arbitraries/generate/array-maker.ts';
import { LONGEST_TEXT } from '../../arbitraries/generate/string-maker.ts';
import { breaksFormat } from '../../arbitraries/formats/sample-format.ts';
import type { TextProfile } from '../../arbitraries/text-profile.ts';
import { wrongTypes } from '../../arbitraries/violations/invalid-type.ts';
import { ANY_TYPE, ARRAY, NUMBER, OBJECT, STRING, typeBits } from '../../schema/canonical/value-types.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';

type Keyword = Extract<keyof LoweredSchema, string>;

/** The types of value that a keyword says something of, as bits. What only leads to other schemas (`properties`, `allOf`, `$ref`) is no keyword here. */
const SUBJECTS: Readonly<Partial<Record<Keyword, number>>> = {
  type: ANY_TYPE,
  enum: ANY_TYPE,
  const: ANY_TYPE,
  anyOf: ANY_TYPE,
  oneOf: ANY_TYPE,
  not: ANY_TYPE,
  if: ANY_TYPE,
  minimum: NUMBER,
  maximum: NUMBER,
  exclusiveMinimum: NUMBER,
  exclusiveMaximum: NUMBER,
  'x-atg-multiple-of': NUMBER,
  minLength: STRING,
  maxLength: STRING,
  pattern: STRING,
  format: STRING,
  required: OBJECT,
  minProperties: OBJECT,
  maxProperties: OBJECT,
  dependentRequired: OBJECT,
  propertyNames: OBJECT,
  additionalProperties: OBJECT,
  unevaluatedProperties: OBJECT,
  minItems: ARRAY,
  maxItems: ARRAY,
  'x-atg-unique-items': ARRAY,
  contains: ARRAY,
  minContains: ARRAY,
  maxContains: ARRAY,
  items: ARRAY,
  unevaluatedItems: ARRAY,
};

/** These lead to other schemas, unless they let nothing through. */
const FORBIDDING: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'items',
  'unevaluatedItems',
]);

/** The types of value that a schema's keyword is asked of; 0 where it says nothing of any. */
export function subjectOf(node: LoweredSchema, keyword: string): number {
  const types = SUBJECTS[keyword as Keyword] ?? 0;
  if (FORBIDDING.has(keyword) && !isNothing(node[keyword as Keyword])) return 0;
  if (keyword === 'format' && NUMBER_FORMATS.has(node.format ?? '')) return NUMBER & allowedTypes(node);
  return types & allowedTypes(node);
}

const NUMBER_FORMATS: ReadonlySet<string> = new Set(['int32', 'int64', 'float', 'double']);

function isNothing(schema: unknown): boolean {
  return schema === false || (typeof schema === 'object' && schema !== null && 'x-atg-false' in schema);
}

function allowedTypes({ type }: LoweredSchema): number {
  return type === undefined ? ANY_TYPE : typeBits(type);
}

/**
 * Whether some value of this text profile breaks the keyword for certain. Where all is text, none is of a wrong type but a word for a number; an
 * empty text is none at all; what one of some constants is breaks little else; and unknown formats hold anything.
 */
export function canBreak(node: LoweredSchema, keyword: string, profile: TextProfile): boolean {
  const isText = profile !== 'any';
  if ((node.enum ?? node.const) !== undefined && !['enum', 'const', 'type'].includes(keyword)) return false;
  switch (keyword) {
    case 'type':
      // In text, a list of one item and the item alone look the same.
      return !(isText && (allowedTypes(node) & ARRAY) !== 0) && wrongTypes(allowedTypes(node), profile).length > 0;
    case 'minLength':
      return isBetween(node.minLength, isText ? 2 : 1, LONGEST_TEXT);
    case 'maxLength':
      return isBetween(node.maxLength, 0, LONGEST_TEXT - 1);
    case 'minItems':
      return isBetween(node.minItems, isText ? 2 : 1, LONGEST_ARRAY);
    case 'minProperties':
      return (node.minProperties ?? 0) > 0;
    case 'format':
      return breaksFormat(node.format ?? '') !== undefined;
    case 'pattern': {
      const { unsupported, doubtful } = compilePattern(node.pattern ?? '');
      return unsupported === undefined && !doubtful;
    }
    default:
      return true;
  }
}

function isBetween(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}
