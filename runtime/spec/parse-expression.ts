import type { RuntimeExpression } from '../model/runtime-expression.ts';

/** RFC 9110's `token`: what a header's name is made of. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
const source = /^\$(request|response)\.(header|query|path)\.(.+)$/su;
const body = /^\$(request|response)\.body(?:#(.*))?$/su;
/** RFC 6901 §3: `~` stands only before `0` or `1`. */
const pointer = /^(?:\/(?:[^~/]|~[01])*)*$/su;

/** Reads an expression by the grammar of OpenAPI 3.1 §4.8.20.4; `undefined` for what is none. */
export function parseExpression(text: string): RuntimeExpression | undefined {
  if (text === '$url') return { kind: 'url' };
  if (text === '$method') return { kind: 'method' };
  if (text === '$statusCode') return { kind: 'statusCode' };
  const [, bodyOf, at = ''] = body.exec(text) ?? [];
  if (bodyOf === 'request' || bodyOf === 'response')
    return pointer.test(at) ? { kind: 'body', of: bodyOf, pointer: at } : undefined;
  const [, of, place, name = ''] = source.exec(text) ?? [];
  if (of !== 'request' && of !== 'response') return undefined;
  if (place === 'header') return token.test(name) ? { kind: 'header', of, name } : undefined;
  return place === 'query' || place === 'path' ? { kind: place, of, name } : undefined;
}
