import type { Location } from '../model/location.ts';
import { compilePattern } from './compile-pattern.ts';
import type { DialectRules } from './dialect-rules.ts';
import type { LoweredDraft } from './lowered-schema.ts';
import { invalidKeyword } from './lowering-context.ts';

type Raw = Readonly<Record<string, unknown>>;
type LowerAssertion = (value: unknown, draft: LoweredDraft, location: Location, raw: Raw) => void;

const TYPES = new Set(['null', 'boolean', 'integer', 'number', 'string', 'array', 'object']);

function typeList(value: unknown, location: Location): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const known = list.filter((type): type is string => typeof type === 'string' && TYPES.has(type));
  if (known.length !== list.length || known.length === 0) {
    throw invalidKeyword(
      'type',
      location,
      `one of ${[...TYPES].join(', ')}`,
      Array.isArray(value) ? list.find((type) => !TYPES.has(String(type))) : value,
    );
  }
  return [...new Set(known)];
}

function finite(keyword: string, value: unknown, location: Location): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw invalidKeyword(keyword, location, 'a number', value);
  return value;
}

type Count =
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties'
  | 'minContains'
  | 'maxContains';

const count =
  (keyword: Count): LowerAssertion =>
  (value, draft, location) => {
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
      throw invalidKeyword(keyword, location, 'an integer of at least 0', value);
    }
    draft[keyword] = value;
  };

/** Before draft 6 the exclusive bounds were flags beside the others; both forms are understood in every dialect. */
const bound =
  (keyword: 'minimum' | 'maximum', exclusive: 'exclusiveMinimum' | 'exclusiveMaximum'): LowerAssertion =>
  (value, draft, location, raw) => {
    draft[raw[exclusive] === true ? exclusive : keyword] = finite(keyword, value, location);
  };

const exclusiveBound =
  (keyword: 'exclusiveMinimum' | 'exclusiveMaximum'): LowerAssertion =>
  (value, draft, location) => {
    if (typeof value !== 'boolean') draft[keyword] = finite(keyword, value, location);
  };

function lowerRequired(value: unknown, draft: LoweredDraft, location: Location): void {
  if (typeof value === 'boolean') return; // draft 3's flag on a property: a habit that means nothing to any validator
  if (!Array.isArray(value) || !value.every((name): name is string => typeof name === 'string')) {
    throw invalidKeyword('required', location, 'a list of property names', value);
  }
  if (value.length > 0) draft.required = [...new Set(value)];
}

function lowerPattern(value: unknown, draft: LoweredDraft, location: Location): void {
  draft.pattern = checkedPattern('pattern', value, location);
}

/** A regular expression that compiles. Throws `InvalidSchemaError` for any other. */
export function checkedPattern(keyword: string, value: unknown, location: Location): string {
  if (typeof value !== 'string') throw invalidKeyword(keyword, location, 'a regular expression', value);
  try {
    compilePattern(value);
  } catch {
    throw invalidKeyword(keyword, location, 'a regular expression of ECMA-262', value);
  }
  return value;
}

const ASSERTIONS: Readonly<Record<string, LowerAssertion>> = {
  type(value, draft, location) {
    draft.type = typeList(value, location);
  },
  enum(value, draft, location) {
    if (!Array.isArray(value)) throw invalidKeyword('enum', location, 'a list of values', value);
    if (value.length > 0) draft.enum = value;
    else draft['x-atg-false'] = true;
  },
  const(value, draft) {
    draft.const = value;
  },
  format(value, draft, location) {
    if (typeof value !== 'string') throw invalidKeyword('format', location, 'a name', value);
    draft.format = value;
  },
  pattern: lowerPattern,
  required: lowerRequired,
  minimum: bound('minimum', 'exclusiveMinimum'),
  maximum: bound('maximum', 'exclusiveMaximum'),
  exclusiveMinimum: exclusiveBound('exclusiveMinimum'),
  exclusiveMaximum: exclusiveBound('exclusiveMaximum'),
  multipleOf(value, draft, location) {
    const divisor = finite('multipleOf', value, location);
    if (divisor <= 0) throw invalidKeyword('multipleOf', location, 'a number above 0', value);
    draft['x-atg-multiple-of'] = divisor;
  },
  uniqueItems(value, draft, location) {
    if (typeof value !== 'boolean') throw invalidKeyword('uniqueItems', location, 'true or false', value);
    if (value) draft['x-atg-unique-items'] = true;
  },
  minLength: count('minLength'),
  maxLength: count('maxLength'),
  minItems: count('minItems'),
  maxItems: count('maxItems'),
  minProperties: count('minProperties'),
  maxProperties: count('maxProperties'),
  minContains: count('minContains'),
  maxContains: count('maxContains'),
  dependentRequired(value, draft, location) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalidKeyword('dependentRequired', location, 'an object', value);
    }
    draft.dependentRequired = Object.fromEntries(
      Object.entries(value).map(([name, names]: [string, unknown]) => {
        if (!Array.isArray(names))
          throw invalidKeyword('dependentRequired', location, 'lists of property names', names);
        return [name, names.map(String)];
      }),
    );
  },
};

/** Lowers the keywords that hold no schemas. A null in place of a keyword's value is an empty YAML entry: nothing. */
export function lowerAssertions(raw: Raw, draft: LoweredDraft, location: Location, rules: DialectRules): void {
  for (const keyword of Object.keys(raw)) {
    if (!Object.hasOwn(ASSERTIONS, keyword) || !rules.keywords.has(keyword)) continue;
    const value = raw[keyword];
    if (value === null && keyword !== 'const') continue;
    if (keyword === 'type' && value === 'file' && rules.nullable === 'x-nullable') draft.type = ['string'];
    else ASSERTIONS[keyword]?.(value, draft, location, raw);
  }
}
