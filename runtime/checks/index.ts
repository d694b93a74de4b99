import { contentTypeConformance } from './content-type-conformance.ts';
import type { FailureOf } from './contract.ts';
import { negativeDataRejection } from './negative-data-rejection.ts';
import { notAServerError } from './not-a-server-error.ts';
import { positiveDataAcceptance } from './positive-data-acceptance.ts';
import { responseHeadersConformance } from './response-headers-conformance.ts';
import { responseSchemaConformance } from './response-schema-conformance.ts';
import { statusCodeConformance } from './status-code-conformance.ts';

/** Every check there is; the order is the one reports use. */
export const builtinChecks = [
  notAServerError,
  statusCodeConformance,
  contentTypeConformance,
  responseHeadersConformance,
  responseSchemaConformance,
  negativeDataRejection,
  positiveDataAcceptance,
] as const;

export type BuiltinFailure = FailureOf<(typeof builtinChecks)[number]>;
