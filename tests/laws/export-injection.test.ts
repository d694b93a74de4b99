import { runInNewContext } from 'node:vm';
import * as fc from 'fast-check';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { commentText } from '../../runtime/export/syntax/comment-text.ts';
import { jsonLiteral } from '../../runtime/export/syntax/json-literal.ts';
import {
  asyncFunction,
  awaited,
  call,
  constant,
  identifier,
  literal,
  plainFunction,
  statement,
  template,
} from '../../runtime/export/syntax/nodes.ts';
import { printModule } from '../../runtime/export/syntax/print-module.ts';
import type { JsonValue } from '../../runtime/model/json.ts';
import { fileSlug } from '../../runtime/export/naming/file-slug.ts';

const nasty = fc.constantFrom(
  "'",
  '"',
  '`',
  '${',
  '}',
  '\\',
  '\n',
  '\r',
  '\u2028',
  '\u2029',
  '*/',
  '/*',
  '//',
  '\0',
  '\uFEFF',
  '\u202E',
  '\uD800',
  '<!--',
  '-->',
  '</script>',
  'a',
  ' ',
  '../',
  '\\u0041',
  '😀',
);
const hostile = fc.oneof(
  fc.array(nasty, { maxLength: 12 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 20 }),
);

interface Read {
  readonly texts: readonly string[];
  readonly comments: readonly string[];
  readonly statements: number;
}

function read(code: string): Read {
  const { program, errors, comments } = parseSync('module.ts', code);
  expect(errors).toEqual([]);
  const texts: string[] = [];
  new Visitor({
    Literal: ({ value }) => void (typeof value === 'string' && texts.push(value)),
    TemplateElement: ({ value }) => void texts.push(value.cooked ?? ''),
  }).visit(program);
  return { texts, comments: comments.map(({ value }) => value), statements: program.body.length };
}

describe('no text of a document is read as code', () => {
  test('literals and templates give back the text, comments stay what they are', () => {
    fc.assert(
      fc.property(hostile, hostile, hostile, (title, path, note) => {
        const code = printModule([
          statement(
            call(
              identifier('test'),
              literal(title),
              asyncFunction([
                constant('response', awaited(call(identifier('send'), literal(path)))),
                statement(call(identifier('use'), template([path, identifier('response'), title]))),
              ]),
            ),
            [note],
          ),
        ]);
        const { texts, comments, statements } = read(code);
        expect(statements).toBe(1);
        expect(texts).toEqual([title, path, path, title]);
        expect(comments).toEqual(commentText(note) === '' ? [' '] : [` ${commentText(note)}`]);
        // Nothing that an editor hides or shows elsewhere, and the file is the same after a round through UTF-8.
        expect(code).not.toMatch(/[\u2028\u2029\uFEFF\u202E\0]/u);
        expect(Buffer.from(code).toString()).toBe(code);
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  test('values of JSON are given back, also under names that mean something to JavaScript', () => {
    const names = fc.oneof(hostile, fc.constantFrom('__proto__', 'constructor', 'toString', 'a-b', '1', ''));
    const { value } = fc.letrec<{ value: JsonValue }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom<JsonValue>(null, true, false, -0.5, 1e21, -7),
        hostile,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.array(fc.tuple(names, tie('value')), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, (json) => {
        const code = printModule([constant('value', jsonLiteral(json))]);
        expect(parseSync('module.ts', code).errors).toEqual([]);
        const back = runInNewContext(`${code}; value;`) as JsonValue;
        expect(JSON.stringify(back)).toBe(JSON.stringify(json));
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  test('identifiers are never made of it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        fc.pre(!/^[A-Za-z_$][\w$]*$/u.test(text));
        expect(() => identifier(text)).toThrow(TypeError);
      }),
      { seed: 3 },
    );
    expect(read(printModule([statement(plainFunction([]))])).statements).toBe(1);
  });

  test('names of files lead nowhere', () => {
    fc.assert(
      fc.property(
        fc.oneof(hostile, fc.constantFrom('..', '/etc/passwd', 'C:\\x', 'CON', 'nul', 'a/../../b')),
        (text) => {
          expect(fileSlug(text)).toMatch(/^(?!(?:con|nul|aux|prn)$)[a-z\d](?:[a-z\d-]*[a-z\d])?$/u);
        },
      ),
      { seed: 4 },
    );
  });
});
