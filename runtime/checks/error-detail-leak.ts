import { headerValue, type Exchange } from '../model/exchange.ts';
import { excerpt } from '../model/excerpt.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { hasBody } from './has-body.ts';
import { leakPatterns, type LeakPattern } from './leak-patterns.data.ts';

type Details = { readonly status: number; readonly kind: LeakPattern['kind']; readonly found: string };

/** What follows is rarely the first sign of a leak, and bodies can be long. */
const searchedBytes = 64 * 1024;

/** A refusal tells the client what to do otherwise; what the server looks like inside helps nobody but an attacker. */
export const errorDetailLeak: Check<'error_detail_leak', Details> = {
  id: 'error_detail_leak',
  severity: 'medium',
  summary: 'A refusal must not show stack traces, SQL or file paths of the server.',
  page: {
    finds:
      'An answer of 4xx whose text holds a stack trace (JavaScript, Python, JVM, .NET, Go, PHP, Ruby), a message or statement of a database, or a path of the server’s own files. One failure for each kind in the whole API, since one error handler writes them all.',
    silent: [
      'Answers outside 4xx: what is data in a 2xx nobody can know, and 5xx is `not_a_server_error`’s.',
      'Text that the request had in it, and is only given back.',
      'Bodies that are no text, and what comes after 64 KiB.',
    ],
    confidence: { heuristic: 'Always: a text that looks like a leak may be meant.' },
    sources: ['RFC 9457 §5 (Security Considerations of problem details)', 'CWE-209', 'OWASP API8:2023'],
  },
  run({ exchange }) {
    const { status, headers, body } = exchange.response;
    if (status < 400 || status >= 500) return skip('no refusal');
    if (!hasBody(exchange)) return skip('no body');
    const contentType = headerValue(headers, 'content-type');
    if (!isText(contentType)) return skip('no text');
    const raw = Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, searchedBytes)).toString('utf8');
    const text = contentType?.includes('json') === true ? unescaped(raw) : raw;
    for (const { name, kind, pattern } of leakPatterns) {
      const [found] = pattern.exec(text) ?? [];
      if (found === undefined || pattern.test(sentText(exchange))) continue;
      return fail({
        confidence: 'heuristic',
        scope: 'api',
        identity: name,
        title: 'Inner details in an answer',
        message: `The answer with status ${status} shows ${name}: ${excerpt(found.trim())}.`,
        expected: 'a text that says what is wrong with the request',
        received: name,
        hint: 'Let the error handler answer with a text of its own, and write the details to the log.',
        details: { status, kind, found: found.trim().slice(0, 200) },
      });
    }
    return pass;
  },
};

const textual =
  /^\s*(?:text\/|application\/(?:[\w.+-]*\+)?(?:json|xml)\b|application\/(?:javascript|x-www-form-urlencoded))/i;

/** A body without a type is looked into: error pages of thin servers have none. */
function isText(contentType: string | undefined): boolean {
  return contentType === undefined || textual.test(contentType);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** The texts of a JSON body as a person reads them, without the cost of parsing it: `\\n` is a line break. */
function unescaped(json: string): string {
  return json.replaceAll(/\\([nrt"\\/])/g, (_, char: string) => escapes[char] ?? char);
}

/** All that the client said, decoded where it is percent-encoded. */
function sentText({ request: { target, headers, body } }: Exchange): string {
  const path = target.replaceAll(/(?:%[0-9a-f]{2})+/gi, (encoded) =>
    Buffer.from(encoded.replaceAll('%', ''), 'hex').toString('utf8'),
  );
  const sent = body === undefined ? '' : typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  return [path, path.replaceAll('+', ' '), ...headers.map(([, value]) => value), sent, unescaped(sent)].join('\n');
}
