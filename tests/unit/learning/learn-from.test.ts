import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { learnFrom } from '../../../runtime/learning/index.ts';
import type { DeclaredNames } from '../../../runtime/learning/contract.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { Exchange } from '../../../runtime/model/exchange.ts';
import { jsonBody, refusedExchange } from './refusal-fixtures.ts';

const jsonError = (values: Partial<CaseValues>, body: unknown, status = 400): Exchange =>
  refusedExchange(values, status, JSON.stringify(body));
const learned = (exchange: Exchange, names?: DeclaredNames) =>
  learnFrom(exchange, names).map(({ location, parameter, pointer, demand }) => [
    `${location} ${parameter ?? ''}${pointer}`,
    demand,
  ]);
const zodIssue = (issue: object) => ({ issues: [{ message: 'No', ...issue }] });
const tooSmall = (path: readonly unknown[]) =>
  zodIssue({ code: 'too_small', origin: 'string', minimum: 3, inclusive: true, path });
const missing = (path: readonly unknown[]) => zodIssue({ code: 'invalid_type', expected: 'string', path });
const required = { keyword: 'required' };
const atLeast3 = { keyword: 'minLength', limit: 3 };

describe('the place that is meant', () => {
  it('is the one value of that name that breaks the demand', () => {
    const values = { query: { name: 'long enough' }, ...jsonBody({ name: 'x' }) };
    expect(learned(jsonError(values, tooSmall(['name'])))).toEqual([['body /name', atLeast3]]);
  });

  it('is unknown where two values break it', () => {
    expect(learned(jsonError({ query: { name: 'y' }, ...jsonBody({ name: 'x' }) }, tooSmall(['name'])))).toEqual([]);
  });

  it('is the part of the request that the path begins with', () => {
    const values = { query: { name: 'y' }, ...jsonBody({ name: 'x' }) };
    expect(learned(jsonError(values, tooSmall(['query', 'name'])))).toEqual([['query name', atLeast3]]);
  });

  it('is a header whatever its case', () => {
    const body = {
      detail: [{ type: 'string_too_short', loc: ['header', 'x-token'], msg: 'm', ctx: { min_length: 3 } }],
    };
    expect(learned(jsonError({ header: { 'X-Token': 'ab' } }, body, 422))).toEqual([['header X-Token', atLeast3]]);
  });

  it('of an absent value is where the document declares it, if that is one place', () => {
    const names = (inBody: readonly string[]): DeclaredNames => ({
      parameters: [{ name: 'name', in: 'query' }],
      bodyProperties: () => inBody,
    });
    const exchange = jsonError(jsonBody({}), missing(['name']));
    expect(learned(exchange)).toEqual([['body /name', required]]);
    expect(learned(exchange, names(['other']))).toEqual([['query name', required]]);
    expect(learned(exchange, names(['name']))).toEqual([]);
  });

  it('of an absent value is no property of a body that declares others', () => {
    const names: DeclaredNames = { parameters: [], bodyProperties: () => ['other'] };
    expect(learned(jsonError(jsonBody({}), missing(['name'])), names)).toEqual([]);
    const fastApi = { detail: [{ type: 'missing', loc: ['body', 'name'], msg: 'Field required' }] };
    expect(learned(jsonError(jsonBody({}), fastApi), names)).toEqual([['body /name', required]]);
  });

  it('of an absent value is unknown where nothing was sent around it', () => {
    expect(learned(jsonError(jsonBody({}), missing(['address', 'city'])))).toEqual([]);
    expect(learned(jsonError({}, missing(['name'])))).toEqual([]);
  });

  it('is found by names of another language only where one name fits', () => {
    const body = { errors: [{ field: 'FirstName', tag: 'min', param: '3' }] };
    expect(learned(jsonError(jsonBody({ first_name: 'x' }), body))).toEqual([['body /first_name', atLeast3]]);
    expect(learned(jsonError(jsonBody({ first_name: 'x', firstName: 'y' }), body))).toEqual([]);
  });

  it('is found by its value only where that stands once', () => {
    const body = {
      message: 'JSON parse error: Cannot deserialize value of type `int` from String "x": not a valid `int` value',
    };
    expect(learned(jsonError(jsonBody({ a: { b: 'x' } }), body))).toEqual([
      ['body /a/b', { keyword: 'type', types: ['integer'] }],
    ]);
    expect(learned(jsonError(jsonBody({ a: 'x', b: 'x' }), body))).toEqual([]);
  });

  it('may be within the one property that Rails wraps a body in', () => {
    expect(learned(jsonError(jsonBody({ user: { name: '' } }), { name: ["can't be blank"] }, 422))).toEqual([
      ['body /user/name', { keyword: 'pattern', pattern: '\\S' }],
    ]);
  });

  it('may be any item of a list', () => {
    const body = { message: ['each value in tags must be a string'], error: 'Bad Request', statusCode: 400 };
    expect(learned(jsonError(jsonBody({ tags: ['a', 1, 2] }), body))).toEqual([
      ['body /tags/1', { keyword: 'type', types: ['string'] }],
    ]);
    expect(learned(jsonError(jsonBody({ tags: 7 }), body))).toEqual([]);
  });
});

describe('what is not learned', () => {
  const refused = jsonError(jsonBody({ name: 'x' }), tooSmall(['name']));

  it('is anything from another status, a negative or a doubtful case', () => {
    expect(learned(refused)).toHaveLength(1);
    for (const status of [200, 401, 403, 404, 409, 429, 500])
      expect(learned({ ...refused, response: { ...refused.response, status } })).toEqual([]);
    expect(learned({ ...refused, case: { ...refused.case, mode: 'negative' } })).toEqual([]);
    expect(learned({ ...refused, case: { ...refused.case, doubtful: true } })).toEqual([]);
    expect(learned({ ...refused, response: { ...refused.response, truncated: true } })).toEqual([]);
  });

  it('is what the value keeps', () => {
    expect(learned(jsonError(jsonBody({ name: 'fine' }), tooSmall(['name'])))).toEqual([]);
  });

  it('is a number for text that is one, in a parameter', () => {
    const body = {
      errors: [{ instancePath: '/n', schemaPath: '#/type', keyword: 'type', params: { type: 'integer' } }],
    };
    expect(learned(jsonError({ query: { n: '12' } }, body))).toEqual([]);
    expect(learned(jsonError({ query: { n: '1.5' } }, body))).toHaveLength(1);
  });

  it('is what one of several alternatives demands', () => {
    const schema = {
      type: 'object',
      properties: {
        pet: {
          oneOf: [
            { type: 'object', required: ['bark'] },
            { type: 'object', required: ['purr'] },
          ],
        },
        size: { anyOf: [{ type: 'integer' }, { enum: ['S', 'L'] }] },
        name: { type: 'string', minLength: 3 },
        card: { if: { required: ['a'] }, then: { required: ['b'] } },
      },
    };
    const value = { pet: {}, size: 'M', name: 'x', card: { a: 1 } };
    const validate = new Ajv({ allErrors: true, strict: false }).compile(schema);
    expect(validate(value)).toBe(false);
    expect(learned(jsonError(jsonBody(value), { errors: validate.errors }))).toEqual([['body /name', atLeast3]]);
    const text = new Ajv().errorsText(validate.errors, { dataVar: 'body' });
    expect(text).toContain("body/pet must have required property 'bark'");
    expect(learned(jsonError(jsonBody(value), { message: text }))).toEqual([['body /name', atLeast3]]);
  });

  it('is an enum of members that may be numbers', () => {
    const body = { message: ['size must be one of the following values: 1, 2'], error: 'Bad Request', statusCode: 400 };
    expect(learned(jsonError(jsonBody({ size: 3 }), body))).toEqual([]);
  });

  it('is a pattern whose flags change it', () => {
    const issue = { code: 'invalid_format', format: 'regex', path: ['name'] };
    expect(learned(jsonError(jsonBody({ name: '7' }), zodIssue({ ...issue, pattern: '/^[a-z]$/i' })))).toEqual([]);
    expect(learned(jsonError(jsonBody({ name: '7' }), zodIssue({ ...issue, pattern: '/^[a-z]$/' })))).toEqual([
      ['body /name', { keyword: 'pattern', pattern: '^[a-z]$' }],
    ]);
  });

  it.each([
    { errors: ['Something went wrong'] },
    { error: 'name is required' },
    { message: 'Validation failed', errors: { name: ['is wrong'] } },
    { errors: [{ path: 'name', message: 'is required' }] },
    { name: ['x'] },
    'nope',
    null,
  ])('is anything from words of no framework: %j', (body) => {
    expect(learned(jsonError(jsonBody({ other: 1 }), body))).toEqual([]);
  });
});

describe('a constraint', () => {
  it('is the same wherever in a list it was met', () => {
    const at = (index: number) => {
      const [constraint] = learnFrom(jsonError(jsonBody({ tags: ['x', 'y'] }), tooSmall(['tags', index])));
      return [constraint?.pointer, constraint?.identity];
    };
    expect(at(0)[0]).toBe('/tags/0');
    expect(at(1)[0]).toBe('/tags/1');
    expect(at(0)[1]).toBe(at(1)[1]);
  });

  it('is told apart by place and by demand, also where a property is called *', () => {
    const identity = (value: unknown, path: readonly unknown[]) =>
      learnFrom(jsonError(jsonBody(value), tooSmall(path)))[0]?.identity;
    const identities = [identity(['x'], [0]), identity({ '*': 'x' }, ['*']), identity({ a: 'x' }, ['a'])];
    expect(identities).not.toContain(undefined);
    expect(new Set(identities).size).toBe(3);
  });

  it('is likely where a field names the rule and heuristic where a sentence was read', () => {
    const [fromField] = learnFrom(jsonError(jsonBody({ name: 'x' }), tooSmall(['name'])));
    const [fromText] = learnFrom(jsonError(jsonBody({}), { error: '"name" is required' }));
    expect([fromField?.confidence, fromText?.confidence]).toEqual(['likely', 'heuristic']);
    expect([fromField?.message, fromText?.message]).toEqual(['No', '"name" is required']);
  });
});
