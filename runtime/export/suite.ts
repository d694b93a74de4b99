import type { JsonValue } from '../model/json.ts';
import type { ExportTarget, KnownFailures } from './suite-settings.ts';
import type { StaticTest } from './static-test.ts';

/** The tests of one operation, in their order. */
export interface OperationTests {
  readonly label: string;
  readonly tests: readonly StaticTest[];
}

/** The operations of one tag or path: one file of tests and one of schemas. */
export interface TestGroup {
  /** The name of its files, without ending. */
  readonly slug: string;
  readonly operations: readonly OperationTests[];
  readonly schemas: Readonly<Record<string, JsonValue>>;
}

/** A header that a variable of the environment fills. */
type CredentialHeader = { readonly name: string; readonly variable: string };

/** What credentials a suite takes from its environment. */
export type SuiteCredentials = {
  /** Security schemes of the document by name. */
  readonly schemes: Readonly<Record<string, JsonValue>>;
  /** Those that the run was given as headers. */
  readonly headers: readonly CredentialHeader[];
  /** Those of other identities, by their names. */
  readonly identities: Readonly<Record<string, readonly CredentialHeader[]>>;
};

/** A suite before it is text. */
export interface Suite {
  readonly title: string;
  readonly target: ExportTarget;
  readonly knownFailures: KnownFailures;
  readonly isObserved: boolean;
  readonly groups: readonly TestGroup[];
  readonly definitions: JsonValue;
  /** The rows of `operationContract`, by label. */
  readonly operations: Readonly<Record<string, JsonValue>>;
  readonly credentials: SuiteCredentials;
}
