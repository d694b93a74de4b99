import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Constraint } from '../../../runtime/learning/contract.ts';
import { demandSchema } from '../../../runtime/learning/demand-schema.ts';
import { learnFrom, parsers } from '../../../runtime/learning/index.ts';
import { readRefusal } from '../../../runtime/learning/learn-from.ts';
import { valueAt, type JsonValue } from '../../../runtime/model/json.ts';
import { bodyOf, declared, exchangeOf, fixtures, jsonBody, refusedExchange, requests } from './refusal-fixtures.ts';

/** Patterns may be of any dialect, so they are read without `u`. */
function validator(coerceTypes: boolean): Ajv {
  const ajv = new Ajv({ strict: false, unicodeRegExp: false, coerceTypes });
  addFormats.default(ajv);
  return ajv;
}

const [exact, coercing] = [validator(false), validator(true)];

const answers = fixtures.flatMap(({ answers }) => answers);
const bodies = answers.map(bodyOf);

/** Names and texts that parsers look for, so that random JSON comes near what they know. */
const words = [...new Set(bodies.flatMap((body) => body.match(/(?<=")[^"\\]{1,60}(?=")/gu) ?? []))].sort();

const hostile = fc.oneof(
  fc.json(),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 6 }).map((value) => JSON.stringify(value)),
  fc
    .letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 5 },
        fc.oneof(fc.constantFrom(...words), fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom(...words, '__proto__', 'constructor', 'toString'), tie('value'), { maxKeys: 5 }),
      ),
    }))
    .value.map((value) => JSON.stringify(value)),
);

/** A recorded answer with one of its texts or numbers replaced by anything, to the request it was given to or to another. */
const mutated = fc
  .record({
    answer: fc.constantFrom(...answers),
    at: fc.nat(),
    by: fc.oneof(fc.jsonValue(), fc.constantFrom(...words)),
    isOther: fc.boolean(),
    other: fc.constantFrom(...Object.keys(requests)),
  })
  .map(({ answer, at, by, isOther, other }) => {
    const body = bodyOf(answer);
    const tokens = body.matchAll(/"(?:[^"\\]|\\.)*":?|-?\d+(?:\.\d+)?|null|true|false/gu);
    const places = [...tokens].filter(([token]) => !token.endsWith(':'));
    const place = places[at % Math.max(places.length, 1)];
    const request = isOther ? other : answer.request;
    if (place === undefined) return { text: body, request };
    return {
      text: body.slice(0, place.index) + JSON.stringify(by) + body.slice(place.index + place[0].length),
      request,
    };
  });

/** Whether the request breaks the constraint, by a validator that has no part in learning. */
function isBrokenBy(constraint: Constraint, query: Readonly<Record<string, unknown>>, body: unknown): boolean {
  const { location, parameter, pointer, demand } = constraint;
  const holder =
    location === 'body' ? body : location === 'query' && parameter !== undefined ? query[parameter] : undefined;
  const value = valueAt(holder, pointer);
  if (demand.keyword === 'required') return value === undefined;
  if (demand.keyword === 'unknown') return value !== undefined;
  const schema = demandSchema(demand, '2020-12', false);
  expect(schema).toBeDefined();
  if (location === 'body') return value !== undefined && !exact.validate({ ...schema }, value);
  // A text is read as a number where the keyword is one for numbers; coercion needs a type, and an object around the value.
  const isNumeric = /^(?:exclusive)?(?:minimum|maximum)$|^multipleOf$/iu.test(demand.keyword);
  const wrapped = { properties: { value: { ...(isNumeric && { type: 'number' }), ...schema } } };
  return value !== undefined && !coercing.validate(wrapped, { value });
}

describe('learning', () => {
  it('never throws, whatever the body and the request', () => {
    const values = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(requests).map(({ body }) => body)));
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          mutated.map(({ text }) => text),
        ),
        values,
        (text, value) => {
          for (const parser of parsers) parser.read(readRefusal(text));
          learnFrom(refusedExchange({ query: { limit: 'x' }, ...jsonBody(value) }, 400, text), declared);
        },
      ),
      { numRuns: 2_000, seed: 5 },
    );
  });

  it('never contradicts the request that was refused, also where the server talks nonsense', () => {
    let learned = 0;
    fc.assert(
      fc.property(mutated, ({ text, request }) => {
        const { query = {}, body } = requests[request] ?? {};
        for (const constraint of learnFrom(refusedExchange({ query, ...jsonBody(body) }, 400, text), declared)) {
          learned++;
          expect(isBrokenBy(constraint, query, body), JSON.stringify(constraint)).toBe(true);
        }
      }),
      { numRuns: 3_000, seed: 6 },
    );
    expect(learned).toBeGreaterThan(100);
  });

  it('never contradicts the recorded requests', () => {
    for (const answer of answers) {
      const request = requests[answer.request];
      for (const constraint of learnFrom(exchangeOf(answer), declared))
        expect(isBrokenBy(constraint, request?.query ?? {}, request?.body), JSON.stringify(constraint)).toBe(true);
    }
  });

  it('survives the deepest nesting', () => {
    const deep = (inner: string): string => '['.repeat(60_000) + inner + ']'.repeat(60_000);
    const object = `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`;
    for (const body of [
      deep(''),
      object,
      `{"errors":[{"instancePath":"/name","schemaPath":"#/enum","keyword":"enum","params":{"allowedValues":${deep('1')}}}]}`,
      `{"errors":${object},"_errors":[],"message":"x"}`,
    ])
      expect(learnFrom(refusedExchange(jsonBody({ name: 'x' }), 400, body))).toEqual([]);
  });

  it('gives the same constraints for the same exchange', () => {
    for (const answer of answers.slice(0, 100))
      expect(learnFrom(exchangeOf(answer), declared)).toEqual(learnFrom(exchangeOf(answer), declared));
  });

  it('is quick on long texts that look like messages', () => {
    const long: readonly JsonValue[] = [
      'must be '.repeat(20_000),
      '"a" '.repeat(40_000),
      `The ${'field '.repeat(30_000)}`,
    ];
    const before = process.cpuUsage();
    for (const text of long)
      for (const body of [
        text,
        { message: text },
        { errors: [text] },
        { name: [text] },
        { title: 'x', errors: { a: [text] } },
      ])
        learnFrom(refusedExchange(jsonBody({}), 400, JSON.stringify(body)), declared);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1_000).toBeLessThan(2_000);
  });
});
