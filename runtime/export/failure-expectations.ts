import type { Failure } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import type { Expectation, StaticRequest } from './static-test.ts';

/** What the answer to the last request of a failure has to be once it is mended, and how that request differs from the kept one. */
export interface FailureExpectation {
  readonly expectations: readonly Expectation[];
  readonly credentials?: NonNullable<StaticRequest['credentials']>;
}

/** `undefined` where no test that stands alone can tell: what compares several answers, or waits. */
export function failureExpectation(failure: Failure, operation: Operation): FailureExpectation | undefined {
  const { check, identity } = failure;
  const shown = failure.fold?.shown ?? identity;
  const status = (...statuses: readonly string[]): FailureExpectation => ({
    expectations: [{ kind: 'status', statuses }],
  });
  switch (check) {
    case 'not_a_server_error':
      return { expectations: [{ kind: 'not-status', statuses: ['5XX'] }] };
    case 'response_schema_conformance':
      // Validators may pass over it (JSON Schema Validation §9.4), and the suite's does.
      return failure.message.includes('`writeOnly`') ? undefined : { expectations: [{ kind: 'content' }] };
    case 'content_type_conformance':
      return { expectations: [{ kind: 'content' }] };
    case 'response_headers_conformance':
      return shown.startsWith('missing ') ? { expectations: [{ kind: 'headers' }] } : undefined;
    case 'status_code_conformance':
      return status(...operation.responses.map((response) => response.status).filter((code) => code !== 'default'));
    case 'negative_data_rejection':
    case 'missing_required_header':
      return status('4XX');
    case 'ensure_resource_availability':
      return status('2XX');
    case 'use_after_free':
      return failure.response !== undefined && !shown.includes('listed') ? status('404', '410') : undefined;
    case 'ignored_auth':
      return ignoredAuth(shown);
    default:
      return undefined;
  }
}

/** A server may hide what it does not show. */
function ignoredAuth(identity: string): FailureExpectation | undefined {
  const credentials = identity.startsWith('without') ? 'none' : 'wrong';
  return { expectations: [{ kind: 'status', statuses: ['401', '403', '404'] }], credentials };
}
