import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, parameter, schemaRef, values } from './build-operation.ts';
import type { ParameterOptions } from './build-operation.ts';
import { bodyReadable, parameterReadable, schemas, violation, withParameter } from './has-reading.ts';
import type { Place } from './has-reading.ts';

const integer = { type: 'integer' };
const string = { type: 'string' };
const strings = { type: 'array', items: string };

/** Whether a valid value is sent. */
function isSent(location: Place, options: ParameterOptions, value: unknown): boolean {
  const subject = withParameter(location, options);
  const meant = values({ [location]: { p: value } });
  const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
  return encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request);
}

describe('requests that other generators take for invalid, and sane servers for valid', () => {
  test('`1` sent for `"1"` in a query', () => {
    expect(parameterReadable('query', { schema: string }, 1)).toBe(true);
  });

  test('`[4]` for `4`', () => {
    expect(parameterReadable('query', { schema: integer }, [4])).toBe(true);
  });

  test('an empty list that a form cannot express', () => {
    const schema = { type: 'object', properties: { l: { ...strings, minItems: 1 } } };
    expect(bodyReadable(schema, { l: [] }, 'minItems', '/l', 'application/x-www-form-urlencoded')).toBe(true);
    expect(bodyReadable(schema, { l: [] }, 'minItems', '/l', 'multipart/form-data')).toBe(true);
    expect(bodyReadable(schema, { l: [] }, 'minItems', '/l')).toBe(false);
  });

  test('extra query parameters, which servers ignore', () => {
    const oracle = createWireOracle(withParameter('query', { schema: integer }), schemas);
    const extra = violation('query', 'additionalProperties', '', 'other');
    expect(oracle.hasValidReading(values({ query: { p: 1, other: 'x' } }), [extra])).toBe(true);
  });

  test('`null` for a text: it is the text "null"', () => {
    expect(parameterReadable('query', { schema: string }, null)).toBe(true);
    expect(parameterReadable('query', { schema: integer }, null)).toBe(false);
  });

  test('a number or object for a union of a text and a list', () => {
    const union = { anyOf: [string, strings] };
    expect(parameterReadable('query', { schema: union }, 4)).toBe(true);
    expect(parameterReadable('query', { schema: union }, { a: 1 })).toBe(false);
  });

  test('a text with commas for a list in a path', () => {
    expect(parameterReadable('path', { schema: { type: 'array', items: integer } }, '1,2')).toBe(true);
    expect(parameterReadable('path', { schema: { type: 'array', items: integer } }, 'a,b')).toBe(false);
  });

  test('booleans that are numbers, and numbers that are booleans', () => {
    expect(parameterReadable('query', { schema: { type: 'boolean' } }, 0)).toBe(true);
    expect(parameterReadable('query', { schema: integer }, true)).toBe(false);
  });

  test('an empty text where the document allows it, whatever the schema says', () => {
    expect(parameterReadable('query', { schema: integer }, '')).toBe(false);
    expect(parameterReadable('query', { schema: integer, allowEmptyValue: true }, '')).toBe(true);
    expect(parameterReadable('query', { schema: integer, allowEmptyValue: true }, 'x')).toBe(false);
  });

  test('lists in lists', () => {
    const schema = { type: 'array', items: { type: 'array', items: integer } };
    const options = { schema, style: 'pipeDelimited', explode: false, itemStyles: ['form'] } as const;
    expect(parameterReadable('query', options, [['1'], ['2', '3']])).toBe(true);
    expect(parameterReadable('query', options, [['1'], ['x']])).toBe(false);
  });

  test('items of a list below a deepObject', () => {
    const schema = { type: 'object', properties: { l: { type: 'array', items: integer, minItems: 2 } } };
    const options = { schema, style: 'deepObject', explode: true } as const;
    expect(parameterReadable('query', options, { l: ['1', '2'] })).toBe(true);
    expect(parameterReadable('query', options, { l: [1] })).toBe(false);
    expect(parameterReadable('query', options, { l: ['x', 'y'] })).toBe(false);
  });
});

describe('valid values that lose their meaning on the wire', () => {
  test('an empty list or object in a query', () => {
    expect(isSent('query', { schema: strings }, [])).toBe(false);
    expect(isSent('query', { schema: { type: 'object' }, style: 'deepObject' }, {})).toBe(false);
    expect(isSent('query', { schema: { type: 'object' }, style: 'deepObject' }, { a: {} })).toBe(false);
  });

  test('an integer is never written `3.0`', () => {
    const encode = createEncoder(withParameter('query', { schema: integer }), { basePath: '', headers: [] });
    const encoded = encode(values({ query: { p: 3.0 } }));
    expect(encoded.kind === 'encoded' && encoded.request.target).toBe('/x?p=3');
  });

  test('lists in lists with one delimiter', () => {
    const schema = { type: 'array', items: strings };
    const meant = [['a', 'b'], ['c']];
    expect(isSent('query', { schema, style: 'form', explode: false, itemStyles: ['form'] }, meant)).toBe(false);
    expect(isSent('query', { schema, style: 'pipeDelimited', explode: false, itemStyles: ['form'] }, meant)).toBe(true);
    expect(isSent('query', { schema, style: 'pipeDelimited', explode: false, itemStyles: ['form'] }, [['a,b']])).toBe(
      false,
    );
  });

  test('an object whose keys are numbers, which bracket parsers take for a list', () => {
    const schema = { type: 'object', additionalProperties: integer };
    expect(isSent('query', { schema, style: 'deepObject' }, { 0: 1, 1: 2 })).toBe(false);
    expect(isSent('query', { schema, style: 'deepObject' }, { 0: 1, a: 2 })).toBe(true);
  });

  test('names that every JavaScript object inherits, which qs leaves out and Fastify refuses', () => {
    const schema = { type: 'object', additionalProperties: string };
    expect(isSent('query', { schema, style: 'deepObject' }, { toString: 'x' })).toBe(false);
    expect(isSent('query', { schema, style: 'form', explode: true }, { constructor: 'x' })).toBe(false);
    expect(isSent('query', { schema, style: 'form', explode: false }, { constructor: 'x' })).toBe(true);
    const mediaType = 'application/json';
    const subject = operation('POST', '/x', { body: body([content(mediaType, schemaRef(schema))]) });
    const keeps = (value: unknown): boolean => {
      const meant = values({ body: { kind: 'value', mediaType, value } });
      const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
      return encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request);
    };
    expect(keeps(JSON.parse('{"a":{"__proto__":"x"}}'))).toBe(false);
    expect(keeps({ toString: 'x' })).toBe(true);
  });

  test('types below a parameter that is text', () => {
    expect(isSent('query', { schema: { type: ['string', 'integer'] }, content: 'text/plain' }, '5')).toBe(false);
    expect(isSent('query', { schema: { type: 'object' }, content: 'text/plain' }, { a: 1 })).toBe(false);
    expect(isSent('query', { schema: { type: 'object' }, content: 'application/json' }, { a: 1 })).toBe(true);
  });

  test('a cookie that some servers decode', () => {
    expect(isSent('cookie', { schema: string }, 'a b')).toBe(false);
    expect(isSent('cookie', { schema: string, style: 'cookie' }, 'a=b')).toBe(true);
    expect(isSent('cookie', { schema: string, style: 'cookie' }, '%41')).toBe(false);
    expect(isSent('cookie', { schema: string, content: 'application/json' }, 'a')).toBe(false);
  });

  test('a whole query that is an empty form', () => {
    const subject = operation('GET', '/x', {
      parameters: [
        parameter('querystring', 'q', { schema: { type: 'object' }, content: 'application/x-www-form-urlencoded' }),
      ],
    });
    const keeps = (value: unknown): boolean => {
      const meant = values({ querystring: { name: 'q', value } });
      const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
      return encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request);
    };
    expect([{}, { a: [] }, { a: 'x' }].map(keeps)).toEqual([false, false, true]);
  });
});
