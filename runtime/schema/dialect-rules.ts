import type { Dialect, SchemaScope } from '../model/schema-ref.ts';

/** How one dialect reads the keywords that not all dialects read alike. */
export interface DialectRules {
  /** The keywords that mean something; all others are ignored. */
  readonly keywords: ReadonlySet<string>;
  /** Keywords beside `$ref` are ignored. */
  readonly refStandsAlone: boolean;
  /** The keyword that admits null. */
  readonly nullable: string | undefined;
  /** `items` may be a list, followed by `additionalItems`. */
  readonly tupleItems: boolean;
  /** `readOnly` and `writeOnly` decide which properties a message carries. */
  readonly hides: boolean;
}

const SWAGGER_2 = [
  '$ref', 'type', 'enum', 'format', 'multipleOf', 'maximum', 'exclusiveMaximum', 'minimum', 'exclusiveMinimum',
  'maxLength', 'minLength', 'pattern', 'items', 'maxItems', 'minItems', 'uniqueItems', 'maxProperties', 'minProperties',
  'required', 'properties', 'additionalProperties', 'allOf', 'readOnly',
]; // prettier-ignore
const OPENAPI_30 = [...SWAGGER_2, 'anyOf', 'oneOf', 'not', 'writeOnly'];
const DRAFT_04 = [
  ...SWAGGER_2.filter((keyword) => keyword !== 'readOnly'),
  'anyOf', 'oneOf', 'not', 'patternProperties', 'additionalItems', 'dependencies',
]; // prettier-ignore
const DRAFT_06 = [...DRAFT_04, 'const', 'contains', 'propertyNames'];
const DRAFT_07 = [...DRAFT_06, 'if', 'then', 'else'];
const DRAFT_2019 = [
  ...DRAFT_07, 'dependentRequired', 'dependentSchemas', 'minContains', 'maxContains', 'unevaluatedItems',
  'unevaluatedProperties', '$recursiveRef',
]; // prettier-ignore
const DRAFT_2020 = [
  ...DRAFT_2019.filter((keyword) => keyword !== '$recursiveRef' && keyword !== 'additionalItems'),
  'prefixItems', '$dynamicRef',
]; // prettier-ignore

function rules(keywords: readonly string[], differences: Partial<DialectRules>): DialectRules {
  return {
    keywords: new Set(keywords),
    refStandsAlone: false,
    nullable: undefined,
    tupleItems: false,
    hides: false,
    ...differences,
  };
}

const RULES: Readonly<Record<Dialect, DialectRules>> = {
  'draft-04': rules(DRAFT_04, { refStandsAlone: true, tupleItems: true }),
  'draft-06': rules(DRAFT_06, { refStandsAlone: true, tupleItems: true }),
  'draft-07': rules(DRAFT_07, { refStandsAlone: true, tupleItems: true }),
  '2019-09': rules(DRAFT_2019, { tupleItems: true }),
  '2020-12': rules(DRAFT_2020, {}),
  'openapi-2.0': rules(SWAGGER_2, { refStandsAlone: true, nullable: 'x-nullable', hides: true }),
  'openapi-3.0': rules(OPENAPI_30, { refStandsAlone: true, nullable: 'nullable', hides: true }),
  'openapi-3.1': rules([...DRAFT_2020, 'readOnly', 'writeOnly'], { hides: true }),
};

const APPLICATORS = [
  'allOf', 'anyOf', 'oneOf', 'not', 'if', 'then', 'else', 'dependentSchemas', 'prefixItems', 'items', 'additionalItems', 'contains',
  'properties', 'patternProperties', 'additionalProperties', 'propertyNames',
]; // prettier-ignore
const UNEVALUATED = ['unevaluatedItems', 'unevaluatedProperties'];
const CORE = ['$ref', '$recursiveRef', '$dynamicRef'];

/** The rules of a scope: those of its dialect, without the keywords of vocabularies that its meta-schema leaves out. */
export function scopeRules({ dialect, vocabularies }: SchemaScope): DialectRules {
  const all = RULES[dialect];
  if (vocabularies === undefined) return all;
  // 2019-09 counts `unevaluated*` among the applicators.
  const unevaluated = vocabularies.has('unevaluated') || (dialect === '2019-09' && vocabularies.has('applicator'));
  const isKnown = (keyword: string): boolean => {
    if (CORE.includes(keyword)) return true;
    if (APPLICATORS.includes(keyword)) return vocabularies.has('applicator');
    if (UNEVALUATED.includes(keyword)) return unevaluated;
    return keyword === 'format' || vocabularies.has('validation');
  };
  return { ...all, keywords: new Set([...all.keywords].filter(isKnown)) };
}
