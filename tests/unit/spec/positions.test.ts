import * as fc from 'fast-check';
import { findNodeAtLocation, type JSONPath, parseTree } from 'jsonc-parser';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { pointerTo, pointerTokens } from '../../../runtime/model/json.ts';
import { createJsonLocator } from '../../../runtime/spec/locate-json.ts';
import { createYamlLocator } from '../../../runtime/spec/locate-yaml.ts';
import { loadText } from './support.ts';

/** The paths of every value in a value. */
function pathsOf(value: unknown, path: JSONPath = []): JSONPath[] {
  const inner = Array.isArray(value)
    ? value.map((member: unknown, index) => pathsOf(member, [...path, index]))
    : typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, member]) => pathsOf(member, [...path, key]))
      : [];
  return [path, ...inner.flat()];
}

const documents = fc.record({ value: fc.jsonValue({ maxDepth: 4 }), indent: fc.constantFrom('', '  ', '\t') });

describe('the place of a value', () => {
  it('in JSON is where a full parser finds it, in any order of asking', () => {
    fc.assert(
      fc.property(documents, fc.integer(), ({ value, indent }, seed) => {
        const text = JSON.stringify(value, null, indent);
        const tree = parseTree(text) ?? expect.fail();
        const locate = createJsonLocator(Buffer.from(text));
        const paths = pathsOf(value).map((path, index) => ({ path, order: Math.imul(index + 1, seed | 1) }));
        for (const { path } of paths.sort((a, b) => a.order - b.order)) {
          const node = findNodeAtLocation(tree, path) ?? expect.fail();
          const start = node.parent?.type === 'property' ? node.parent.offset : node.offset;
          expect(locate(path.map(String))).toBe(Buffer.byteLength(text.slice(0, start)));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('in YAML holds the key or the element', () => {
    const documentsWithPlainKeys = fc.dictionary(
      fc.stringMatching(/^[a-z]{1,8}$/u),
      fc.array(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/u), fc.integer(), { minKeys: 1 }), { minLength: 1 }),
      { minKeys: 1 },
    );
    fc.assert(
      fc.property(documentsWithPlainKeys, (value) => {
        const text = stringify(value);
        const lines = text.split('\n');
        const locate = createYamlLocator(Buffer.from(text));
        for (const path of pathsOf(value).filter(({ length }) => length === 1 || length === 3)) {
          const { line, column } = locate(path.map(String));
          expect(lines[line - 1]?.slice(column - 1)).toMatch(new RegExp(`^${String(path.at(-1))}:`, 'u'));
        }
      }),
      { numRuns: 100 },
    );
  });

  it.each<[string, string, number, number]>([
    ['/paths', 'paths', 3, 1],
    ['/paths/~1ä~1{id}', 'a path with an umlaut', 4, 3],
    ['/paths/~1ä~1{id}/get/tags/1', 'an element on a line with characters beyond the BMP', 5, 23],
    ['/paths/~1ä~1{id}/get/absent/deeper', 'what is missing: its nearest ancestor', 5, 5],
    ['/x/merged', 'a merged key: where it was written', 1, 17],
    ['', 'the document', 1, 1],
  ])('%s is found (%s)', async (pointer, _, line, column) => {
    const { api } = await loadText(
      [
        'x-base: &base { merged: 1 }',
        'openapi: 3.1.0',
        'paths:',
        '  /ä/{id}:',
        '    get: { tags: [😀, two] }',
        'x: { <<: *base }',
        '',
      ].join('\n'),
    );
    const location = { file: '<stdin>', pointer: pointerTo('', ...pointerTokens(pointer)) };
    expect(api.position(location)).toEqual({ ...location, line, column });
  });

  it('in JSON counts UTF-16 code units, and skips strings that look like structure', async () => {
    const text =
      '{\r\n  "openapi": "3.0.0",\r\n  "x": "}]\\"{,", "ü😀": { "a\\u0062": [{}, "]", { "deep": 1 }] },\r\n  "paths": {}\r\n}';
    const { api } = await loadText(text);
    const at = (...tokens: string[]): unknown => {
      const { line, column } = api.position({ file: '<stdin>', pointer: pointerTo('', ...tokens) }) ?? expect.fail();
      return [line, column];
    };
    const third = text.split('\r\n')[2] ?? '';
    expect(at('ü😀')).toEqual([3, third.indexOf('"ü😀"') + 1]);
    expect(at('ü😀', 'ab', '2', 'deep')).toEqual([3, third.indexOf('"deep"') + 1]);
    expect(at('paths')).toEqual([4, 3]);
    expect(at('nowhere', 'at', 'all')).toEqual([1, 1]);
    expect(api.position({ file: '/another/file.json', pointer: pointerTo('') })).toBeUndefined();
  });
});
