import type { Confidence } from '../../runtime/model/failure.ts';
import type { HeaderList } from '../../runtime/model/exchange.ts';
import type { Identity } from '../../runtime/model/identity.ts';
import type { Mode } from '../../runtime/model/case.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import type { JsonValue } from '../../runtime/model/json.ts';
import type { RecordLevel } from '../../runtime/engine/recording/record.ts';
import type { WarningCode } from '../../runtime/model/warning-code.ts';
import type { CustomCheck } from '../../runtime/checks/custom-check.ts';
import type { Serialiser } from '../../runtime/requests/serialiser.ts';
import type { App } from '../app/app.ts';
import type { FilterKey } from './config.ts';

/** Where a report goes; without a file, to standard output. */
export interface ReportTarget {
  readonly name: string;
  readonly file: string | undefined;
}

export type { Identity };

/** What one option's value is once it has been read and checked: sizes in bytes, headers as a list. */
export interface Settings extends Readonly<Record<FilterKey, readonly string[]>> {
  readonly spec: string;
  readonly baseUrl: string;
  readonly app: App | string;
  readonly headers: HeaderList;
  readonly identities: readonly Identity[];
  readonly phases: readonly Phase[];
  readonly checks: readonly string[];
  readonly excludeChecks: readonly string[];
  readonly customChecks: readonly CustomCheck[];
  readonly mode: Mode | 'all';
  readonly safe: boolean;
  readonly ownOnly: boolean;
  readonly cleanup: boolean;
  readonly maxExamples: number;
  readonly workflows: readonly string[];
  readonly workflowInputs: Readonly<Record<string, JsonValue>>;
  readonly adapt: boolean;
  readonly maxTime: number;
  readonly maxFailures: number;
  readonly serialisers: readonly Serialiser[];
  readonly strictTypes: boolean;
  readonly seed: number;
  readonly concurrency: number;
  readonly requestTimeout: number;
  readonly maxResponseTime: number;
  readonly maxResponseSize: number;
  readonly maxSpecSize: number;
  readonly allowFileRefs: boolean;
  readonly allowRemoteRefs: boolean;
  readonly report: readonly ReportTarget[];
  readonly suggestOverlay: string;
  readonly record: RecordLevel;
  readonly keepFailures: boolean;
  readonly baseline: string;
  readonly baselineUpdate: boolean;
  readonly failOn: Confidence;
  readonly minReached: number;
  readonly minKeywordCoverage: number;
  readonly failOnWarning: readonly WarningCode[];
  readonly color: 'auto' | 'always' | 'never';
  readonly config: string | false;
  readonly debug: boolean;
}
