import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../../runtime/learning/contract.ts';
import { learnFrom, parsers } from '../../../runtime/learning/index.ts';
import { readRefusal } from '../../../runtime/learning/learn-from.ts';
import { bodyOf, declared, exchangeOf, fixtures } from './refusal-fixtures.ts';

/** Everything that may be learned from each request: what the servers demand, as each framework can put it. */
const demands: Readonly<Record<string, readonly string[]>> = {
  'name-missing': ['body /name required'],
  'name-type': ['body /name type string'],
  'name-null': ['body /name type string', 'body /name notNull'],
  'name-short': ['body /name minLength 2'],
  'name-long': ['body /name maxLength 5'],
  'age-type': ['body /age type integer', 'body /age type number'],
  'age-fraction': ['body /age type integer'],
  'age-low': ['body /age minimum 0'],
  'age-high': ['body /age maximum 120'],
  'email-format': ['body /email format email'],
  'kind-enum': ['body /kind enum large,small'],
  // The Go server demands upper case.
  'code-pattern': ['body /code pattern ^[A-Z]{3}$', 'body /code pattern ^[^a-z]*$'],
  'tags-few': ['body /tags minItems 1'],
  'tags-many': ['body /tags maxItems 3'],
  'tags-item': ['body /tags/1 minLength 1', 'body /tags/1 pattern \\S'],
  // PHP has one type for both.
  'tags-type': ['body /tags type array', 'body /tags type array,object'],
  'address-missing': ['body /address required'],
  'city-missing': ['body /address/city required'],
  'city-short': ['body /address/city minLength 2'],
  // The DRF server demands 1.
  'price-zero': ['body /price exclusiveMinimum 0', 'body /price minimum 1'],
  'price-multiple': ['body /price multipleOf 0.5', 'body /price minimum 1'],
  'born-date': [
    'body /born format date',
    'body /born format date,date-time',
    'body /born pattern ^\\d{4}-\\d\\d-\\d\\d$', // the Yup server
  ],
  'title-empty': ['body /title minLength 1', 'body /title pattern \\S'],
  'unknown-property': ['body /extra unknown'],
  'limit-high': ['query limit maximum 100'],
  'limit-low': ['query limit minimum 1'],
  'limit-type': ['query limit type integer', 'query limit type number'],
  several: ['body /name required', 'body /age minimum 0', 'body /kind enum large,small'],
  'not-an-object': ['body  type object'],
};

/** The answers that say too little, or not where; every other answer teaches something. */
const silent: Readonly<Record<string, readonly string[]>> = {
  // Neither the members of an enum nor the name of an unknown property.
  'ajv/fastify-default': ['kind-enum', 'name-null'],
  // Without coercion `"101"` is no integer, which is no fault of the request.
  'ajv/fastify-all-errors': ['kind-enum', 'unknown-property', 'limit-high'],
  'ajv/fastify-validation': ['limit-high'],
  'aspnet/problem-details': ['limit-type'],
  'drf/default': ['kind-enum', 'code-pattern'],
  'go-validator/fields': ['born-date', 'limit-type'],
  // Tags without their parameters.
  'go-validator/gin': [
    'name-short',
    'name-long',
    'age-low',
    'age-high',
    'kind-enum',
    'tags-few',
    'tags-many',
    'tags-item',
    'city-short',
    'price-zero',
    'born-date',
    'limit-high',
    'limit-low',
    'limit-type',
  ],
  'go-validator/json-names': ['name-short', 'age-low', 'kind-enum', 'tags-item', 'limit-high', 'limit-type'],
  'laravel/default': ['kind-enum', 'code-pattern'],
  // A list is taken for an object without properties, which the request's list is not.
  'nest/default': ['not-an-object'],
  'nest/structured': ['not-an-object'],
  'rails/errors-by-attribute': ['email-format', 'kind-enum'],
  'rails/full-messages': ['email-format', 'kind-enum', 'city-missing'],
  'spring/default': ['tags-type', 'not-an-object'],
  // Problem details of Spring 6 hold no errors unless the app adds them.
  'spring/problem': [
    'name-missing',
    'name-short',
    'age-low',
    'kind-enum',
    'tags-item',
    'city-missing',
    'unknown-property',
    'limit-high',
    'limit-type',
    'several',
    'not-an-object',
  ],
  // Flattened errors name only the first property of a path; Zod 3 does not show the expression.
  'zod/zod3-flatten': ['code-pattern', 'tags-item', 'city-missing', 'city-short'],
  'zod/zod3-issues': ['code-pattern'],
  'zod/zod4-flatten': ['tags-item', 'city-missing', 'city-short'],
};

function describeConstraint({ location, parameter, pointer, demand }: Constraint): string {
  const { keyword } = demand;
  const start = `${location} ${parameter ?? pointer} ${keyword}`;
  if (keyword === 'type') return `${start} ${demand.types.join()}`;
  if (keyword === 'format') return `${start} ${demand.formats.toSorted().join()}`;
  if (keyword === 'enum') return `${start} ${demand.members.map(String).toSorted().join()}`;
  if (keyword === 'pattern') return `${start} ${demand.pattern}`;
  return 'limit' in demand ? `${start} ${String(demand.limit)}` : start;
}

describe.each(fixtures)('$name, $origin', (fixture) => {
  it('teaches nothing that the server does not demand', () => {
    const wrong = fixture.answers.flatMap((answer) =>
      learnFrom(exchangeOf(answer), declared)
        .map(describeConstraint)
        .filter((text) => !demands[answer.request]?.includes(text))
        .map((text) => `${answer.request}: ${text}`),
    );
    expect(wrong).toEqual([]);
  });

  it('teaches something wherever an answer says enough', () => {
    const nothing = fixture.answers.filter((answer) => learnFrom(exchangeOf(answer), declared).length === 0);
    expect(nothing.map(({ request }) => request).sort()).toEqual([...(silent[fixture.name] ?? [])].sort());
  });

  it('is understood by the parser of its framework alone, which quotes it', () => {
    for (const answer of fixture.answers) {
      const body = bodyOf(answer);
      const answering = parsers.filter((parser) => parser.read(readRefusal(body)).length > 0);
      expect(
        answering.filter(({ framework }) => framework !== fixture.framework),
        body,
      ).toEqual([]);
    }
    const learned = fixture.answers.flatMap((answer) => learnFrom(exchangeOf(answer), declared));
    expect(learned.filter(({ framework, message }) => framework !== fixture.framework || message === '')).toEqual([]);
  });

  it('says where it is from', () => {
    expect(fixture.version).toMatch(/\d/u);
    expect(fixture.note !== undefined).toBe(fixture.origin === 'documented');
  });
});

it('has bodies of every framework', () => {
  const covered = new Set<string>(fixtures.map(({ framework }) => framework));
  expect(parsers.map(({ framework }) => framework).filter((framework) => !covered.has(framework))).toEqual([]);
});

it('learns from a request with several faults all that is said of it', () => {
  const fixture = fixtures.find(({ name }) => name === 'pydantic/default');
  const answer = fixture?.answers.find(({ request }) => request === 'several');
  expect(answer && learnFrom(exchangeOf(answer)).map(describeConstraint)).toEqual(demands['several']);
});
