import { headerValue } from '../model/exchange.ts';
import type { Confidence } from '../model/failure.ts';
import { mediaTypeMatches, parseMediaType } from '../requests/media-type.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { hasBody } from './has-body.ts';

type Details = { readonly received: string | null; readonly documented: readonly string[] };

/** A body must come with a media type that the response definition documents (RFC 9110 §8.3; parameters are ignored). */
export const contentTypeConformance: Check<'content_type_conformance', Details> = {
  id: 'content_type_conformance',
  severity: 'medium',
  summary: 'A body must come with a documented Content-Type.',
  page: {
    finds:
      'A body whose `Content-Type` is missing, malformed, or none of the media types that are documented for the status. Type and subtype are compared without case; parameters are ignored; a wildcard in the document covers what it says.',
    silent: [
      'Answers without content: to HEAD, 204, 304, an empty body.',
      'A response that is documented without `content` (Swagger 2.0: `schema`).',
      'Another media type than the documented ones where one of those is none (`json`).',
      'An undocumented status, which is `status_code_conformance`’s.',
    ],
    confidence: {
      proved: 'All but the following.',
      heuristic: '`application/problem+json` where `application/json` is documented.',
    },
    sources: ['OpenAPI 3.1 §4.8.17 (Response Object)', 'RFC 9110 §8.3 (Content-Type)'],
  },
  run({ exchange, definition }) {
    if (definition === undefined) return skip('undocumented status');
    if (definition.contents.length === 0) return skip('the response definition names no body');
    if (!hasBody(exchange)) return skip('no body');
    const documented = definition.contents.map((content) => content.mediaType);
    const header = headerValue(exchange.response.headers, 'content-type');
    const failure = (kind: string, title: string, message: string, confidence: Confidence = 'proved') =>
      fail<Details>({
        confidence,
        // Success and refusal are mostly written by different code.
        identity: exchange.response.status < 400 ? kind : `${kind} in a refusal`,
        title,
        message,
        expected: documented.join(', '),
        received: header === undefined ? 'no Content-Type' : header,
        hint: `Send one of the documented media types with status ${exchange.response.status}, or document this one.`,
        location: definition.location,
        details: { received: header ?? null, documented },
      });
    if (header === undefined || header.trim() === '') {
      return failure('missing', 'Missing Content-Type', 'The response has a body and no Content-Type.');
    }
    const actual = parseMediaType(header);
    if (actual === undefined) {
      return failure('malformed', 'Malformed Content-Type', 'The response’s Content-Type is no media type.');
    }
    if (documented.some((type) => mediaTypeMatches(type, actual))) return pass;
    // Documents have `json`, `*` or a list of types in this place: what they mean, nobody can say for certain.
    if (documented.some((type) => parseMediaType(type) === undefined)) return skip('a documented media type is none');
    const type = `${actual.type}/${actual.subtype}`;
    const problemDetails = type === 'application/problem+json' && documented.some(isPlainJson);
    return failure(
      `undocumented ${type}`,
      'Undocumented Content-Type',
      `The response’s media type ${type} is not documented for status ${exchange.response.status}.`,
      problemDetails ? 'heuristic' : 'proved',
    );
  },
};

function isPlainJson(documented: string): boolean {
  return documented.toLowerCase().split(';')[0]?.trim() === 'application/json';
}
