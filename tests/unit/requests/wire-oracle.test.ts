import { describe, expect, test } from 'vitest';
import type { BodyValue } from '../../../runtime/model/case.ts';
import type { Operation } from '../../../runtime/model/operation.ts';
import { createEncoder } from '../../../runtime/requests/create-encoder.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, parameter, schemaRef, values } from './build-operation.ts';
import type { ParameterOptions } from './build-operation.ts';
import { bodyReadable, parameterReadable, schemas, violation, withParameter } from './has-reading.ts';
import type { Place } from './has-reading.ts';

const integer = { type: 'integer' };
const upTo10 = { type: 'integer', minimum: 1, maximum: 10 };
const boolean = { type: 'boolean' };
const string = { type: 'string' };
const integers = { type: 'array', items: integer };
const color = { type: 'string', enum: ['red', 'dark-blue'] };
const limits = { type: 'object', properties: { max: integer }, required: ['max'], additionalProperties: false };

describe('negative cases with a valid reading: parameters', () => {
  test.each([
    ['a number for a string', string, 1],
    ['a boolean for a string', string, true],
    ['text of a number', integer, '5'],
    ['a plus sign', integer, '+5'],
    ['a decimal without a fraction', integer, '5.0'],
    ['an exponent', integer, '1e2'],
    ['a hexadecimal number', integer, '0x10'],
    ['underscores', integer, '1_000'],
    ['Unicode digits', integer, '٤٢'],
    ['blanks around', integer, ' 5 '],
    ['a yes', boolean, 'yes'],
    ['an off', boolean, 'OFF'],
    ['a t', boolean, 't'],
    ['a capital True', boolean, 'True'],
    ['a 1 for a boolean', boolean, 1],
    ['a None', { type: ['integer', 'null'] }, 'None'],
    ['an undefined', { type: ['integer', 'null'] }, 'undefined'],
    ['a list of one for a scalar', integer, [4]],
    ['a scalar for a list', integers, 4],
    ['the last of duplicates', integer, ['x', 4]],
    ['the first of duplicates', integer, [4, 'x']],
    ['a comma list for a list', integers, '1,2'],
    ['JSON for a list', integers, '[1,2]'],
    ['JSON for an object', limits, '{"max":1}'],
    ['a comma list for an object', limits, 'max,1'],
    ['an enum member in capitals', color, 'RED'],
    ['an enum member with another divider', color, 'dark_blue'],
    ['an enum index', color, 1],
    ['a UUID without hyphens', { type: 'string', format: 'uuid' }, '123e4567e89b12d3a456426614174000'],
    ['a Unix time', { type: 'string', format: 'date-time' }, 1700000000],
    ['a date for a date-time', { type: 'string', format: 'date-time' }, '2024-05-06'],
    ['a length in bytes', { type: 'string', minLength: 4 }, 'éé'],
    ['a final newline', { type: 'string', pattern: '^[a-z]+$' }, 'abc\n'],
    ['a Unicode word character', { type: 'string', pattern: '^\\w+$' }, 'été'],
  ])('%s', (_, schema, value) => {
    expect(parameterReadable('query', { schema }, value)).toBe(true);
  });

  test.each([
    ['text for a number', integer, 'abc'],
    ['a number with letters', integer, '5abc'],
    ['a fraction for an integer', integer, 5.5],
    ['an object for a number', integer, { a: 'b' }],
    ['above the bound', upTo10, 11],
    ['below the bound', upTo10, 0],
    ['above the bound, as a list of one', upTo10, [11]],
    ['a word for a boolean', boolean, 'perhaps'],
    ['a null for a required number', integer, null],
    ['nothing for a required number', integer, ''],
    ['too long', { type: 'string', maxLength: 3 }, 'abcd'],
    ['too short', { type: 'string', minLength: 3 }, 'ab'],
    ['a pattern', { type: 'string', pattern: '^[a-z]+$' }, 'ABC1'],
    ['no enum member', color, 'green'],
    ['beyond the enum', color, 7],
    ['not the integer of an enum', { type: 'integer', enum: [1, 2] }, 0],
    ['too few items', { type: 'array', items: integer, minItems: 2 }, [1]],
    ['an item of another type', integers, [1, 'x']],
    ['an item out of bounds', { type: 'array', items: upTo10 }, [1, 11]],
    ['no UUID', { type: 'string', format: 'uuid' }, 'abc'],
    ['no date', { type: 'string', format: 'date' }, 'abc'],
  ])('none: %s', (_, schema, value) => {
    expect(parameterReadable('query', { schema }, value)).toBe(false);
  });

  test.each(['path', 'query', 'header', 'cookie'] as const)('in %s', (location) => {
    expect(parameterReadable(location, { schema: upTo10 }, '5')).toBe(true);
    expect(parameterReadable(location, { schema: upTo10 }, 'abc')).toBe(false);
    expect(parameterReadable(location, { schema: upTo10 }, 11, 'maximum')).toBe(false);
  });

  test.each([
    ['deepObject', true, { max: '5' }, true],
    ['deepObject', true, { max: 'x' }, false],
    ['deepObject', true, { max: { a: 1 } }, false],
    ['deepObject', true, {}, false],
    ['form', true, { max: 'x' }, false],
    ['pipeDelimited', false, { max: 'x' }, false],
  ] as const)('objects: %s explode=%s %j', (style, explode, value, expected) => {
    expect(parameterReadable('query', { style, explode, schema: limits }, value)).toBe(expected);
  });

  test('empty is absent where the parameter is optional', () => {
    expect(parameterReadable('query', { schema: integer, required: false }, '')).toBe(true);
    expect(parameterReadable('query', { schema: integers, required: false }, [])).toBe(true);
    expect(parameterReadable('query', { schema: integer, required: false }, 'x')).toBe(false);
  });

  test('a missing parameter proves something only where it is required, and nothing where clients add it', () => {
    expect(parameterReadable('query', { schema: integer }, undefined, 'required')).toBe(false);
    expect(parameterReadable('query', { schema: integer, required: false }, undefined, 'required')).toBe(true);
    const agent = operation('GET', '/x', {
      parameters: [parameter('header', 'User-Agent', { schema: string, required: true })],
    });
    const missing = [violation('header', 'required', '', 'User-Agent')];
    expect(createWireOracle(agent, schemas).hasValidReading(values(), missing)).toBe(true);
  });

  test('undeclared parameters prove nothing', () => {
    const oracle = createWireOracle(withParameter('query', { schema: integer }), schemas);
    const extra = [violation('query', 'additionalProperties', '', 'other')];
    expect(oracle.hasValidReading(values({ query: { p: 1, other: 'x' } }), extra)).toBe(true);
  });

  test('content parameters are read as JSON', () => {
    expect(
      parameterReadable('query', { content: 'application/json', schema: limits }, { max: '5' }, 'type', '/max'),
    ).toBe(true);
    expect(parameterReadable('query', { content: 'application/json', schema: limits }, {}, 'required')).toBe(false);
  });

  test('a request is invalid as soon as one part is', () => {
    const subject = operation('GET', '/x', {
      parameters: [parameter('query', 'a', { schema: upTo10 }), parameter('query', 'b', { schema: upTo10 })],
    });
    const oracle = createWireOracle(subject, schemas);
    const both = [violation('query', 'type', '', 'a'), violation('query', 'maximum', '', 'b')];
    expect(oracle.hasValidReading(values({ query: { a: '5', b: 11 } }), both)).toBe(false);
    expect(oracle.hasValidReading(values({ query: { a: '5', b: '6' } }), both)).toBe(true);
  });
});

describe('negative cases with a valid reading: JSON bodies', () => {
  const item = {
    type: 'object',
    required: ['id'],
    properties: {
      id: upTo10,
      name: { type: 'string', minLength: 1, maxLength: 5 },
      on: boolean,
      tags: { type: 'array', items: string, minItems: 1, uniqueItems: true },
      color,
      price: { type: 'number', maximum: 10 },
      note: { type: 'string', format: 'date-time' },
      owner: { type: 'object', properties: { id: integer }, required: ['id'] },
    },
    additionalProperties: false,
  };

  test.each([
    ['text of a number', { id: '5' }, 'type', '/id'],
    ['a fraction that is cut off', { id: 5.5 }, 'type', '/id'],
    ['a list of one', { id: [5] }, 'type', '/id'],
    ['a list of text of a number', { id: ['5'] }, 'type', '/id'],
    ['a number for a string', { id: 1, name: 5 }, 'type', '/name'],
    ['a boolean for a string', { id: 1, name: true }, 'type', '/name'],
    ['1 for true', { id: 1, on: 1 }, 'type', '/on'],
    ['text of a boolean', { id: 1, on: 'False' }, 'type', '/on'],
    ['null for absent', { id: 1, name: null }, 'type', '/name'],
    ['a scalar for a list', { id: 1, tags: 'a' }, 'type', '/tags'],
    ['duplicates for a set', { id: 1, tags: ['a', 'a'] }, 'uniqueItems', '/tags'],
    ['an enum member in capitals', { id: 1, color: 'Red' }, 'enum', '/color'],
    ['a Unix time', { id: 1, note: 1700000000 }, 'type', '/note'],
    ['an extra property', { id: 1, extra: 1 }, 'additionalProperties', ''],
    ['an object in a list', [{ id: 1 }], 'type', ''],
    ['a list of one for an object below', { id: 1, owner: [{ id: 1 }] }, 'type', '/owner'],
  ])('%s', (_, value, keyword, pointer) => {
    expect(bodyReadable(item, value, keyword, pointer)).toBe(true);
  });

  test.each([
    ['a missing property', {}, 'required', ''],
    ['a missing property below', { id: 1, owner: {} }, 'required', '/owner'],
    ['text', { id: 'abc' }, 'type', '/id'],
    ['above the bound', { id: 11 }, 'maximum', '/id'],
    ['a fraction above the bound', { id: 1, price: 10.5 }, 'maximum', '/price'],
    ['text of a number above the bound', { id: '11' }, 'type', '/id'],
    ['an object for a number', { id: {} }, 'type', '/id'],
    ['a list of two', { id: [1, 2] }, 'type', '/id'],
    ['too long', { id: 1, name: 'abcdef' }, 'maxLength', '/name'],
    ['empty text', { id: 1, name: '' }, 'minLength', '/name'],
    ['an empty list', { id: 1, tags: [] }, 'minItems', '/tags'],
    ['no enum member', { id: 1, color: 'green' }, 'enum', '/color'],
    ['a scalar for an object', 'abc', 'type', ''],
    ['two objects for one', [{ id: 1 }, { id: 2 }], 'type', ''],
    ['null for a required number', { id: null }, 'type', '/id'],
  ])('none: %s', (_, value, keyword, pointer) => {
    expect(bodyReadable(item, value, keyword, pointer)).toBe(false);
  });

  test('branches: another reading of a part may choose one', () => {
    const union = {
      oneOf: [
        { type: 'object', properties: { a: integer }, required: ['a'] },
        { type: 'object', required: ['b'] },
      ],
    };
    expect(bodyReadable(union, { a: '5' }, 'oneOf')).toBe(true);
    expect(bodyReadable(union, { c: 1, d: 2, e: 3, f: 4 }, 'oneOf')).toBe(false);
  });

  test('a missing body proves something only where it is required', () => {
    const missing = [violation('body', 'required')];
    const subject = (required: boolean): Operation =>
      operation('POST', '/x', { body: body([content('application/json', schemaRef(item))], required) });
    expect(createWireOracle(subject(true), schemas).hasValidReading(values(), missing)).toBe(false);
    expect(createWireOracle(subject(false), schemas).hasValidReading(values(), missing)).toBe(true);
  });

  test('another media type with a valid value proves nothing, and a GET has no body', () => {
    const subject = operation('POST', '/x', { body: body([content('application/json', schemaRef(item))]) });
    const plain: BodyValue = { kind: 'value', mediaType: 'application/xml', value: { id: 1 } };
    const wrong = [violation('body', 'contentType')];
    expect(createWireOracle(subject, schemas).hasValidReading(values({ body: plain }), wrong)).toBe(true);
    expect(
      createWireOracle({ ...subject, method: 'GET' }, schemas).hasValidReading(values(), [
        violation('body', 'required'),
      ]),
    ).toBe(true);
  });
});

describe('negative cases with a valid reading: forms, XML, text', () => {
  const form = 'application/x-www-form-urlencoded';
  const schema = {
    type: 'object',
    required: ['n'],
    properties: { n: upTo10, s: string, l: integers, w: { type: 'string', minLength: 1 } },
  };

  test.each([
    [form, { n: '5' }, 'type', '/n', true],
    [form, { n: 'abc' }, 'type', '/n', false],
    [form, { n: 11 }, 'maximum', '/n', false],
    [form, { n: 1, s: 5 }, 'type', '/s', true],
    [form, { n: 1, l: 5 }, 'type', '/l', true],
    [form, { n: 1, w: '' }, 'minLength', '/w', true],
    [form, {}, 'required', '', false],
    ['multipart/form-data', { n: '5' }, 'type', '/n', true],
    ['multipart/form-data', { n: 'abc' }, 'type', '/n', false],
    ['application/xml', { n: '5' }, 'type', '/n', true],
    ['application/xml', { n: 'abc' }, 'type', '/n', false],
  ])('%s %j', (mediaType, value, keyword, pointer, expected) => {
    expect(bodyReadable(schema, value, keyword, pointer, mediaType)).toBe(expected);
  });

  test('text bodies carry text', () => {
    expect(bodyReadable(integer, '5', 'type', '', 'text/plain')).toBe(true);
    expect(bodyReadable(integer, 'x', 'type', '', 'text/plain')).toBe(false);
    expect(bodyReadable(string, 5, 'type', '', 'text/plain')).toBe(true);
  });
});

describe('positive cases that lose their meaning', () => {
  const keeps = (location: Place, options: ParameterOptions, value: unknown): boolean | string => {
    const subject = withParameter(location, options);
    const meant = values({ [location]: { p: value } });
    const encoded = createEncoder(subject, { basePath: '/v1', headers: [] })(meant);
    return encoded.kind === 'encoded'
      ? createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request)
      : encoded.reason;
  };
  const strings = { type: 'array', items: string };

  test.each([
    ['an empty list', 'query', { schema: integers }, []],
    ['an empty object', 'query', { schema: limits }, {}],
    ['a list of one empty text', 'query', { schema: strings }, ['']],
    ['a comma in an item', 'query', { schema: strings, explode: false }, ['a,b']],
    ['a pipe in an item', 'query', { schema: strings, style: 'pipeDelimited', explode: false }, ['a|b']],
    ['null', 'query', { schema: { type: ['integer', 'null'] } }, null],
    ['text that reads as a number', 'query', { schema: { type: ['string', 'integer'] } }, '5'],
    ['text that reads as a boolean', 'query', { schema: { anyOf: [string, boolean] } }, 'true'],
    ['a list of one where a scalar may stand', 'query', { schema: { anyOf: [string, strings] } }, ['a']],
    ['a key with a bracket', 'query', { schema: { type: 'object' }, style: 'deepObject' }, { 'a]': 1 }],
    ['a backslash in a path', 'path', { schema: string }, 'a\\b'],
    ['a percent sign in a path', 'path', { schema: string }, '%41'],
    ['blanks at the end of a path segment', 'path', { schema: string }, 'a '],
    ['a comma in a path item', 'path', { schema: strings }, ['a,b', 'c']],
    ['a blank after a comma in a header', 'header', { schema: strings }, ['a', ' b']],
    ['a cookie that needs encoding', 'cookie', { schema: string }, 'a b'],
  ] as const)('%s', (_, location, options, value) => {
    expect(keeps(location, options as ParameterOptions, value)).toBe(false);
  });

  test.each([
    ['a number', 'query', { schema: integer }, 5],
    ['a large number', 'query', { schema: { type: 'number' } }, 1e21],
    ['a boolean', 'query', { schema: boolean }, false],
    ['text of a number', 'query', { schema: string }, '5'],
    ['empty text', 'query', { schema: string }, ''],
    ['text where a number may stand', 'query', { schema: { type: ['string', 'integer'] } }, 'abc'],
    ['a list of two where a scalar may stand', 'query', { schema: { anyOf: [string, strings] } }, ['a', 'b']],
    ['no schema', 'query', {}, 5],
    ['nested objects in brackets', 'query', { schema: { type: 'object' }, style: 'deepObject' }, { a: { b: 'c' } }],
    ['a path of two parts', 'path', { schema: strings }, ['a', 'b']],
    ['a referenced enum', 'header', { schema: color }, 'red'],
  ] as const)('kept: %s', (_, location, options, value) => {
    expect(keeps(location, options as ParameterOptions, value)).toBe(true);
  });

  test('parameters beside literals are read up to the next literal', () => {
    const subject = operation('GET', '/f/{name}.{ext}', {
      parameters: [parameter('path', 'name', { schema: string }), parameter('path', 'ext', { schema: string })],
    });
    const keepsPath = (name: string, ext: string): boolean => {
      const meant = values({ path: { name, ext } });
      const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
      return encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request);
    };
    expect(keepsPath('a', 'json')).toBe(true);
    expect(keepsPath('a.b', 'json')).toBe(false);
  });

  test('an exploded object whose member is named as another parameter', () => {
    const subject = operation('GET', '/x', {
      parameters: [
        parameter('query', 'p', { schema: { type: 'object' } }),
        parameter('query', 'q', { schema: string }),
      ],
    });
    const meant = values({ query: { p: { q: 'a' } } });
    const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
    expect(encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request)).toBe(
      false,
    );
  });

  test.each([
    ['application/json', { a: [], s: null }, true],
    ['application/x-www-form-urlencoded', { s: 'a', l: [1, 2], o: { max: 1 } }, true],
    ['application/x-www-form-urlencoded', { l: [] }, false],
    ['application/x-www-form-urlencoded', {}, false],
    ['application/x-www-form-urlencoded', { s: null }, false],
    ['multipart/form-data', { s: 'a', l: [1], o: { max: 1 } }, true],
    ['multipart/form-data', { l: [] }, false],
    ['application/xml', { s: 'a', l: [1] }, true],
    ['application/xml', { s: ' a' }, false],
    ['application/xml', { l: [] }, false],
    ['text/plain', 'a', false],
    ['application/octet-stream', 'a', true],
  ])('body %s %j', (mediaType, value, expected) => {
    const schema = schemaRef({ type: 'object', properties: { s: string, l: integers, o: limits } });
    const subject = operation('POST', '/x', { body: body([content(mediaType, schema)]) });
    const meant = values({ body: { kind: 'value', mediaType, value } });
    const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
    expect(encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request)).toBe(
      expected,
    );
  });
});
