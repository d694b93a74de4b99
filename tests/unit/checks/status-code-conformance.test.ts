import { describe, expect, it } from 'vitest';
import { statusCodeConformance } from '../../../runtime/checks/status-code-conformance.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { checkInput, response } from './exchange-fixture.ts';

const root = '' as JsonPointer;

describe('status_code_conformance', () => {
  it.each([
    ['the exact code', ['200'], 200],
    ['a range', ['2XX'], 206],
    ['a narrower range', ['20X'], 204],
    ['default', ['200', 'default'], 418],
    ['no documented response at all', [], 200],
  ])('says nothing of a status covered by %s', (_, documented, status) => {
    const verdict = statusCodeConformance.run(
      checkInput({ responses: documented.map((code) => response(code)), status }),
    );
    expect(verdict.kind).not.toBe('fail');
  });

  it.each([
    ['an undocumented 2xx', ['200'], 201, 'proved', undefined],
    ['an undocumented 3xx', ['200'], 302, 'proved', undefined],
    ['an undocumented 4xx beside a documented one', ['200', '404'], 409, 'likely', undefined],
    ['an undocumented ordinary 4xx beside a documented one', ['200', '409'], 400, 'likely', undefined],
    ['an undocumented 404 where another is documented', ['200', '403'], 404, 'likely', undefined],
    [
      'a refusal where only those of credentials, absence and throttling are',
      ['200', '401', '404', '429'],
      422,
      'heuristic',
      'api',
    ],
    ['an ordinary 4xx where none is documented', ['200'], 400, 'heuristic', 'api'],
    ['an unusual 4xx where none is documented', ['200'], 409, 'heuristic', undefined],
  ] as const)('reports %s', (_, documented, status, confidence, scope) => {
    const verdict = statusCodeConformance.run(
      checkInput({ responses: documented.map((code) => response(code)), status }),
    );
    expect(verdict).toMatchObject({ kind: 'fail', findings: [{ confidence, identity: String(status) }] });
    expect(verdict.kind === 'fail' && verdict.findings[0].scope).toBe(scope);
  });

  it.each(['syntax', 'mediaType', 'required'])(
    'reports once what the server says of bodies it cannot read (%s)',
    (keyword) => {
      const violation: Violation = { keyword, location: 'body', valuePointer: root, schemaPointer: root };
      const fixture = {
        responses: [response('200'), response('400')],
        mode: 'negative',
        violations: [violation],
      } as const;
      expect(statusCodeConformance.run(checkInput({ ...fixture, status: 415 }))).toMatchObject({
        kind: 'fail',
        findings: [{ confidence: 'heuristic', scope: 'api', identity: '415 unreadable body' }],
      });
      expect(statusCodeConformance.run(checkInput({ ...fixture, status: 418 }))).toMatchObject({
        findings: [{ confidence: 'likely', identity: '418' }],
      });
    },
  );

  it.each([
    ['404 of the path, as ever', ['200', '400'], 404, { confidence: 'likely', identity: '404' }],
    ['415 of the body, whatever is documented', ['200', '404'], 415, { scope: 'api', identity: '415 unreadable body' }],
  ] as const)('takes for an answer to a body that cannot be read: %s', (_, documented, status, finding) => {
    const violation: Violation = { keyword: 'mediaType', location: 'body', valuePointer: root, schemaPointer: root };
    const responses = documented.map((code) => response(code));
    const input = checkInput({ responses, mode: 'negative', violations: [violation], status });
    expect(statusCodeConformance.run(input)).toMatchObject({ kind: 'fail', findings: [finding] });
  });
});
