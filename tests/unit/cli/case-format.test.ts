import { describe, expect, it } from 'vitest';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import type { WireRequest } from '../../../runtime/model/exchange.ts';
import { operationLabel } from '../../../runtime/model/operation.ts';
import { caseCurl } from '../../../src/commands/cases/case-curl.ts';
import { caseHeading, type PrintSetting } from '../../../src/commands/cases/case-format.ts';
import { caseHttp } from '../../../src/commands/cases/case-http.ts';
import { caseJson } from '../../../src/commands/cases/case-json.ts';

const plain: PrintSetting = { origin: 'http://localhost', secretHeaders: new Map() };
const withSecret: PrintSetting = {
  ...plain,
  secretHeaders: new Map([['cookie', { variable: 'ATG_COOKIE', value: 'session=s3cret' }]]),
};

function ready(request: Partial<WireRequest>, path = '/a'): ReadyCase {
  const operation = operationLabel('POST', path);
  const none = { path: {}, query: {}, header: {}, cookie: {} };
  return {
    case: {
      operation,
      phase: 'fuzzing',
      mode: 'positive',
      scenario: undefined,
      seedPath: { seed: 1, operation, phase: 'fuzzing', index: 2 },
      inputs: {},
      values: none,
      violations: [],
    },
    request: { method: 'POST', target: path, headers: [], body: undefined, ...request },
  };
}

function json(request: Partial<WireRequest>, setting = plain): unknown {
  const text = caseJson(ready(request), setting);
  expect(text.indexOf('\n')).toBe(text.length - 1);
  return (JSON.parse(text) as { request: unknown }).request;
}

describe('a case as JSON', () => {
  it('has headers by name, in a list where they are repeated', () => {
    const headers = [['a', '1'], ['B', '2'], ['a', '3'], ['__proto__', '4']] as const; // prettier-ignore
    expect(Object.entries((json({ headers }) as { headers: object }).headers)).toEqual([
      ['a', ['1', '3']],
      ['B', '2'],
      ['__proto__', '4'],
    ]);
  });

  it('has a body as text, as base64 where it is no UTF-8, and none where there is none', () => {
    expect(json({ body: 'text\n"é"' })).toMatchObject({ body: 'text\n"é"' });
    expect(json({ body: Buffer.from('\ufeffé') })).toMatchObject({ body: '\ufeffé' });
    expect(json({ body: new Uint8Array([0xff, 0]) })).toMatchObject({ body: { base64: '/wA=' } });
    expect(json({ body: '' })).toMatchObject({ body: '' });
    expect(json({})).not.toHaveProperty('body');
    // What the wire carries instead of half a character.
    expect(json({ body: '\ud800' })).toMatchObject({ body: '\ufffd' });
  });

  it('has a variable in place of a credential, and the case’s own cookies beside it', () => {
    const headers = [['Cookie', 'session=s3cret; theme=dark']] as const;
    expect(json({ headers }, withSecret)).toMatchObject({ headers: { Cookie: '$ATG_COOKIE; theme=dark' } });
  });
});

describe('a heading', () => {
  it('is one line whatever the path', () => {
    expect(caseHeading(ready({}, '/a\n# rm'))).toBe('POST /a # rm · positive · fuzzing · 1/fuzzing/2/POST /a # rm');
    const { case: one, request } = ready({});
    const doubtful: ReadyCase = { case: { ...one, mode: 'negative', doubtful: true }, request };
    expect(caseHeading(doubtful)).toContain('POST /a · negative, doubtful · fuzzing');
    expect(JSON.parse(caseJson(doubtful, plain))).toMatchObject({ mode: 'negative', doubtful: true });
    expect(caseCurl(ready({}, '/a'), plain)).toBe(
      "# POST /a · positive · fuzzing · 1/fuzzing/2/POST /a\ncurl -X POST 'http://localhost/a' -H 'Accept:'\n\n",
    );
  });
});

describe('a case for editors', () => {
  const heading = '### POST /a · positive · fuzzing · 1/fuzzing/2/POST /a\n';

  it('is a request as HTTP has it, with variables for credentials', () => {
    const request = { headers: [['Cookie', 'session=s3cret'], ['X-A', '']], body: '{"a":1}' } as const; // prettier-ignore
    expect(caseHttp(ready(request), withSecret)).toBe(
      `${heading}POST http://localhost/a HTTP/1.1\nCookie: {{ATG_COOKIE}}\nX-A: \n\n{"a":1}\n\n`,
    );
    expect(caseHttp(ready({}), plain)).toBe(`${heading}POST http://localhost/a HTTP/1.1\n\n`);
  });

  it('has a multipart body, whose last line break stands for itself', () => {
    const body = '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n';
    expect(caseHttp(ready({ body }), plain)).toBe(
      `${heading}POST http://localhost/a HTTP/1.1\n\n${body.slice(0, -2)}\n\n`,
    );
  });

  it.each([
    ['a template', { body: '{{name}}' }],
    ['a template in a header', { headers: [['X-A', '{{name}}']] }],
    ['a separator', { body: 'a\n### b' }],
    ['a file to include', { body: '< ./secret.txt' }],
    ['a script', { body: 'a\n> {% client.log(1) %}' }],
    ['a redirection', { body: '>> out.json' }],
    ['blank space at an end', { body: ' a' }],
    ['bytes', { body: new Uint8Array([0xff]) }],
    ['a control character', { body: 'a\u0000b' }],
    ['what is not seen', { body: 'a\u200bb' }],
  ] as const)('is only named where the request holds %s', (_, request) => {
    expect(caseHttp(ready(request as Partial<WireRequest>), plain)).toBe(
      `${heading}# POST http://localhost/a\n# This format cannot carry it as it is; --format curl can.\n\n`,
    );
  });
});
