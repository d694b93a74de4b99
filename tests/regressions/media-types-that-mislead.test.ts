import { expect, test } from 'vitest';
import { contentTypeConformance } from '../../runtime/checks/content-type-conformance.ts';
import { responseSchemaConformance } from '../../runtime/checks/response-schema-conformance.ts';
import { checkInput, content, response } from '../unit/checks/exchange-fixture.ts';

// Spring WebFlux named lines of JSON so: the suffix promises one JSON text, and there are many.
test('application/stream+json is no JSON that is malformed', () => {
  const contentType = 'application/stream+json';
  const input = checkInput({
    responses: [response('200', content(contentType, { type: 'object' }))],
    status: 200,
    headers: { 'content-type': contentType },
    body: '{"a":1}\n{"a":2}\n',
  });
  expect(responseSchemaConformance.run(input)).toEqual({ kind: 'skip', reason: `no decoder for ${contentType}` });
});

// Documents have been seen with these in the place of a media type.
test.each(['json', '*', 'application/json, text/json'])('no media type is undocumented beside %j', (documented) => {
  const input = checkInput({
    responses: [response('200', content(documented, { type: 'object' }))],
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  expect(contentTypeConformance.run(input).kind).not.toBe('fail');
});
