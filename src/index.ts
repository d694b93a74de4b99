export { run, type RunOptions } from './run.ts';
export { loadApi, type LoadApiOptions, type LoadedApi } from './load-document.ts';
export {
  defineConfig,
  type Config,
  type ConfigExport,
  type FilterConfig,
  type FilterKey,
  type HeaderMap,
  type IdentityConfig,
} from './config/config.ts';
export { exitCodeOf, exitCodes, type ExitConditions } from './exit-code.ts';
export {
  ApiTestGenError,
  ConfigError,
  CyclicRefError,
  ForbiddenRefError,
  InternalError,
  InvalidSchemaError,
  InvalidSpecError,
  MalformedSpecError,
  SpecError,
  UnknownFormatError,
  UnreachableServerError,
  UnreadableSpecError,
  UnresolvedRefError,
  UnsatisfiableSchemaError,
  UnsupportedMediaTypeError,
  UnsupportedSchemaError,
  UsageError,
} from '../runtime/errors.ts';
export { eventVersion, type EventOf, type RunEvent } from '../runtime/events.ts';
export type { Handlers, Reporter } from '../reporters/contract.ts';
export type {
  CheckedExchange,
  CheckedRequest,
  CheckedResponse,
  CheckedRun,
  CustomCheck,
  CustomCheckFunction,
  CustomFinding,
  CustomRunFinding,
  CustomVerdict,
} from '../runtime/checks/custom-check.ts';
export type { BuiltinFailure } from '../runtime/checks/index.ts';
export type { Mode } from '../runtime/model/case.ts';
export type { Essential, EssentialValue } from '../runtime/model/essential.ts';
export type {
  BaselineMark,
  Confidence,
  Failure,
  FurtherExample,
  Reproducibility,
  Severity,
} from '../runtime/model/failure.ts';
export type { FailureStep } from '../runtime/model/failure-step.ts';
export type { RecordedBody, RecordedRequest, RecordedResponse } from '../runtime/model/recorded-exchange.ts';
export type { JsonPointer, JsonValue } from '../runtime/model/json.ts';
export type { Location, SourcePosition } from '../runtime/model/location.ts';
export type { Api, Operation, OperationEntry, OperationLabel, Server } from '../runtime/model/operation.ts';
export type { Phase } from '../runtime/model/phase.ts';
export type { Problem } from '../runtime/model/problem.ts';
export type { RunSummary, StopReason } from '../runtime/model/summary.ts';
export type { Serialiser } from '../runtime/requests/serialiser.ts';
export type { RecordLevel } from '../runtime/engine/recording/record.ts';
