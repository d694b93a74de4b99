import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderList } from '../../runtime/model/exchange.ts';
import type { JsonValue } from '../../runtime/model/json.ts';
import { createRedactor, isSensitiveName } from '../../runtime/redaction.ts';

const none = createRedactor({ secrets: [] });
const knowing = (value: string, name = 'ATG_AUTHORIZATION'): ReturnType<typeof createRedactor> =>
  createRedactor({ secrets: [{ name, value }] });

describe('isSensitiveName', () => {
  const sensitive =
    'Authorization Proxy-Authorization authorization_code Cookie Set-Cookie X-API-Key x-apikey apiKey api_key APIKEY accessKeyId ' +
    'access_token accessToken ACCESS_TOKEN accesstoken refreshToken id_token id_token_hint token tokens X-Auth-Token X-CSRF-Token xsrfToken ' +
    'csrfmiddlewaretoken client_secret clientSecret secret password Password new_password userPassword passwd pwd passphrase pass ' +
    'session sessionId session_id JSESSIONID PHPSESSID X-Session-Id sid credential credentials X-Amz-Signature signature sig jwt key ' +
    'private_key privateKey X-Auth basic_auth user[token] otp password2 Ocp-Apim-Subscription-Key x-functions-key';
  it.each(sensitive.split(' '))('%s is', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  const harmless =
    'author authors authority Author-Id keyboard monkey turkey hockey obsession possession tokens_used tokensUsed max_tokens total_tokens ' +
    'token_count token_type tokenType passwordChangedAt password_policy session_count auth_required auth_provider cookie_policy ' +
    'signature_algorithm primaryKey foreign_key keys keywords passenger compass secretary accept content-type id name email x-request-id ' +
    'WWW-Authenticate _ 123 passed sessions';
  it.each(harmless.split(' '))('%s is not', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });

  it('is not about a name that says nothing', () => {
    expect(isSensitiveName('')).toBe(false);
    expect(isSensitiveName('密码')).toBe(false);
  });
});

describe('text', () => {
  it('is the identity where no secret is known', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
        (text) => none.text(text) === text,
      ),
    );
    expect(knowing('').text('token=abc')).toBe('token=abc');
  });

  it.each([
    ['as it is', 'got s3cr3t&T0ken!', 'got [Filtered]'],
    ['in a query', '?a=s3cr3t%26T0ken%21', '?a=[Filtered]'],
    ['percent-encoded in lower case', 's3cr3t%26t', 's3cr3t%26t'],
    ['percent-encoded twice', 's3cr3t%2526T0ken%2521', '[Filtered]'],
    ['in HTML', '<b>s3cr3t&amp;T0ken!</b>', '<b>[Filtered]</b>'],
    ['as JSON escapes', String.raw`s3cr3t\u0026T0ken!`, '[Filtered]'],
  ])('filters a value %s', (_, text, expected) => {
    expect(knowing('s3cr3t&T0ken!').text(text)).toBe(expected);
  });

  it('filters the credential of an Authorization value without its scheme', () => {
    expect(knowing('Bearer abcdef012345').text('invalid token "abcdef012345"')).toBe('invalid token "[Filtered]"');
  });

  it('filters the password of Basic credentials, plain and encoded', () => {
    const redactor = knowing(`Basic ${btoa('ada:correct horse')}`);
    expect(redactor.text(`${btoa('ada:correct horse')} / ada:correct horse / correct+horse / correct%20horse`)).toBe(
      '[Filtered] / [Filtered] / [Filtered] / [Filtered]',
    );
  });

  it('filters `user:pass` in Base64', () => {
    expect(knowing('ada:lovelace').text(`Authorization: Basic ${btoa('ada:lovelace')}`)).toBe(
      'Authorization: Basic [Filtered]',
    );
  });

  it('filters the token of an identity that is called like a cookie', () => {
    const { text } = knowing('Bearer s3cret-token-1', 'ATG_COOKIE_SHOP_AUTHORIZATION');
    expect(text('got s3cret-token-1 here')).toBe('got [Filtered] here');
  });

  it('filters each value of a cookie header', () => {
    expect(knowing('sid=abc123xyz; theme=dark', 'ATG_COOKIE').text('no session abc123xyz')).toBe(
      'no session [Filtered]',
    );
  });

  it('filters a short value as a whole word only, and a very short one not at all', () => {
    expect(knowing('Bearer test').text('api-test-gen run: "test" %20test latest')).toBe(
      'api-test-gen run: "[Filtered]" %20[Filtered] latest',
    );
    expect(knowing('abc').text('abc')).toBe('abc');
  });

  it('filters the longer of two secrets that begin alike', () => {
    const redactor = createRedactor({
      secrets: [
        { name: 'A', value: 'abcdefgh' },
        { name: 'B', value: 'abcdefgh-ijkl' },
      ],
    });
    expect(redactor.text('abcdefgh-ijkl abcdefgh')).toBe('[Filtered] [Filtered]');
  });
});

describe('headers', () => {
  it('filters by name, keeps order and repeats, and leaves the rest alone', () => {
    const headers: HeaderList = [
      ['authorization', 'Bearer abc'],
      ['X-Api-Key', 'k'],
      ['accept', '*/*'],
      ['cookie', 'session=abc; theme=dark'],
      ['set-cookie', 'whatever=abc; Path=/; HttpOnly'],
      ['set-cookie', 'b=2'],
      ['location', 'https://ada:pw@host/cb?access_token=t&page=2'],
    ];
    expect(none.headers(headers)).toEqual([
      ['authorization', '[Filtered]'],
      ['X-Api-Key', '[Filtered]'],
      ['accept', '*/*'],
      ['cookie', 'session=[Filtered]; theme=dark'],
      ['set-cookie', 'whatever=[Filtered]; Path=/; HttpOnly'],
      ['set-cookie', 'b=[Filtered]'],
      ['location', 'https://[Filtered]@host/cb?access_token=[Filtered]&page=2'],
    ]);
  });
});

describe('url', () => {
  it.each([
    ['http://ada:pw@host:1/a', 'http://[Filtered]@host:1/a'],
    ['http://ada:p@w@host/a@b?x=@', 'http://[Filtered]@host/a@b?x=@'],
    ['/items?author=x&api_key=1&&q', '/items?author=x&api_key=[Filtered]&&q'],
    ['/items?filter%5Btoken%5D=1&a=%zz', '/items?filter%5Btoken%5D=[Filtered]&a=%zz'],
    ['/cb#access_token=1&state=2', '/cb#access_token=[Filtered]&state=2'],
    ['/a/%2e%2e//b;c=1?', '/a/%2e%2e//b;c=1?'],
    ['/a@b', '/a@b'],
  ])('%s', (url, expected) => {
    expect(none.url(url)).toBe(expected);
  });
});

describe('json', () => {
  it('filters members by name to any depth, and keeps the shape, null and booleans', () => {
    expect(
      none.json({
        id: 1,
        author: 'x',
        key: 'colour',
        password: 'p',
        session: { id: 's', n: 5, ok: true, none: null, list: ['a', []] },
        list: [{ token: 't', token_type: 'bearer', pin: 1 }],
      }),
    ).toEqual({
      id: 1,
      author: 'x',
      key: 'colour',
      password: '[Filtered]',
      session: { id: '[Filtered]', n: '[Filtered]', ok: true, none: null, list: ['[Filtered]', []] },
      list: [{ token: '[Filtered]', token_type: 'bearer', pin: 1 }],
    });
  });

  it('keeps a member called __proto__, and cuts what is nested too deep', () => {
    expect(JSON.stringify(none.json(JSON.parse('{"__proto__":{"a":1}}') as JsonValue))).toBe('{"__proto__":{"a":1}}');
    const deep = JSON.parse('['.repeat(5000) + ']'.repeat(5000)) as JsonValue;
    expect(JSON.stringify(none.json(deep))).toContain('[Filtered]');
  });
});

describe('a secret placed anywhere', () => {
  const secret = fc
    .string({ unit: 'grapheme', minLength: 8, maxLength: 40 })
    .map((value) => value.trim())
    .filter((value) => value.length >= 8 && !'[Filtered]'.includes(value));
  const around = fc.string({ unit: 'grapheme', maxLength: 12 });
  const json = (value: JsonValue): string => JSON.stringify(value);
  const encodings: readonly ((value: string) => string)[] = [
    (value) => value,
    encodeURIComponent,
    (value) => encodeURIComponent(encodeURIComponent(value)),
    (value) => new URLSearchParams([['', value]]).toString().slice(1),
    (value) => json(value).slice(1, -1),
    (value) => json(json(value).slice(1, -1)).slice(1, -1),
    (value) =>
      value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
    (value) => value.replaceAll("'", String.raw`'\''`),
    (value) => Buffer.from(value).toString('latin1'),
  ];
  const base64: readonly BufferEncoding[] = ['base64', 'base64url'];

  it('never survives in text, headers, URLs or JSON', () => {
    fc.assert(
      fc.property(secret, around, around, fc.constantFrom(...encodings), (value, before, after, encode) => {
        const redactor = knowing(value);
        const encoded = encode(value);
        const text = before + encoded + after;
        expect(redactor.text(text)).not.toContain(encoded);
        expect(redactor.url(`http://127.0.0.1/${encoded}?q=${encoded}`)).not.toContain(encoded);
        expect(redactor.headers([['x-echo', text]])[0]?.[1]).not.toContain(encoded);
        const [[key, member] = []] = Object.entries(redactor.json({ [text]: [text] }) as Record<string, string[]>);
        expect(key).not.toContain(encoded);
        expect(member?.[0]).not.toContain(encoded);
      }),
      { numRuns: 300 },
    );
  });

  it('never survives inside Base64', () => {
    fc.assert(
      fc.property(secret, around, fc.constantFrom(...base64), (value, user, encoding) => {
        const inBase64 = Buffer.from(`${user}:${value}`).toString(encoding);
        const redacted = knowing(value).text(`Basic ${inBase64}`);
        expect(Buffer.from(redacted.slice('Basic '.length), 'base64').toString()).not.toContain(value);
        expect(redacted).toContain('[Filtered]');
      }),
      { numRuns: 150 },
    );
  });

  it('costs linear time on hostile text', () => {
    const redactor = knowing(`${'\\'.repeat(20)}%25%25%25%25"""end`);
    const text = '\\'.repeat(20_000) + '%25'.repeat(20_000);
    const start = performance.now();
    redactor.text(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
