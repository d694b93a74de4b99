import { allowHeaderConformance } from './allow-header-conformance.ts';
import { concurrentModification } from './concurrent-modification.ts';
import { contentTypeConformance } from './content-type-conformance.ts';
import type { FailureOf } from './contract.ts';
import { errorDetailLeak } from './error-detail-leak.ts';
import { ensureResourceAvailability } from './history/ensure-resource-availability.ts';
import { conditionalRequests } from './history/conditional-requests.ts';
import { failedModification } from './history/failed-modification.ts';
import { idempotencyKeyReplay } from './history/idempotency-key-replay.ts';
import { paginationConsistency } from './history/pagination-consistency.ts';
import { safeMethodPurity } from './history/safe-method-purity.ts';
import { functionLevelAuthorization } from './history/function-level-authorization.ts';
import { leakAfterFailedCreate } from './history/leak-after-failed-create.ts';
import { locationResolves } from './history/location-resolves.ts';
import { mergePatchPreserves } from './history/merge-patch-preserves.ts';
import { objectLevelAuthorization } from './history/object-level-authorization.ts';
import { putFullReplacement } from './history/put-full-replacement.ts';
import { putIdempotence } from './history/put-idempotence.ts';
import { resourceHierarchy } from './history/resource-hierarchy.ts';
import { useAfterFree } from './history/use-after-free.ts';
import { headMatchesGet } from './head-matches-get.ts';
import { httpSemantics } from './http-semantics.ts';
import { ignoredAuth } from './ignored-auth.ts';
import { maxResponseTime } from './max-response-time.ts';
import { missingRequiredHeader } from './missing-required-header.ts';
import { negativeDataRejection } from './negative-data-rejection.ts';
import { notAServerError } from './not-a-server-error.ts';
import { positiveDataAcceptance } from './positive-data-acceptance.ts';
import { requestTimeout } from './request-timeout.ts';
import { responseHeadersConformance } from './response-headers-conformance.ts';
import { responseSchemaConformance } from './response-schema-conformance.ts';
import { statusCodeConformance } from './status-code-conformance.ts';
import { undocumentedFields } from './undocumented-fields.ts';
import { unsupportedMethod } from './unsupported-method.ts';
import { workflowCriteria } from './workflow-criteria.ts';

/** Every check there is; the order is the one reports use. */
export const builtinChecks = [
  notAServerError,
  statusCodeConformance,
  contentTypeConformance,
  responseHeadersConformance,
  responseSchemaConformance,
  negativeDataRejection,
  positiveDataAcceptance,
  missingRequiredHeader,
  unsupportedMethod,
  allowHeaderConformance,
  ignoredAuth,
  requestTimeout,
  maxResponseTime,
  errorDetailLeak,
  httpSemantics,
  headMatchesGet,
  useAfterFree,
  ensureResourceAvailability,
  failedModification,
  putFullReplacement,
  mergePatchPreserves,
  locationResolves,
  leakAfterFailedCreate,
  resourceHierarchy,
  conditionalRequests,
  putIdempotence,
  idempotencyKeyReplay,
  safeMethodPurity,
  paginationConsistency,
  objectLevelAuthorization,
  functionLevelAuthorization,
  concurrentModification,
  workflowCriteria,
  undocumentedFields,
] as const;

export type BuiltinFailure = FailureOf<(typeof builtinChecks)[number]>;
