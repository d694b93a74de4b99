import type { Failure } from '../../runtime/model/failure.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import { phases } from '../../runtime/model/phase.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { oneLine, xmlText } from '../escape.ts';
import { groupBy } from '../group-by.ts';
import { byOperation, compareText } from '../order.ts';
import { partName } from '../part-name.ts';
import type { RunRecord } from '../run-record.ts';
import { standingOf } from '../standing.ts';
import { skipReason, wasCut } from '../skip-reason.ts';
import { gateText, shareOf, stopText } from '../words.ts';
import { differenceText, failureText, problemText, warningText } from './texts.ts';

export interface JunitReport {
  readonly durationMs: number;
  readonly suites: readonly JunitSuite[];
}

export interface JunitSuite {
  readonly name: string;
  /** ISO 8601 without a zone, as the format's readers expect; the time is UTC. */
  readonly timestamp: string | undefined;
  readonly durationMs: number;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly cases: readonly JunitCase[];
  readonly output: string;
}

export interface JunitCase {
  readonly name: string;
  readonly className: string;
  readonly durationMs: number;
  readonly failures: readonly JunitNote[];
  readonly errors: readonly JunitNote[];
  readonly skipped: string | undefined;
  readonly output: string;
}

/** A `<failure>` or an `<error>`. */
export interface JunitNote {
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** A run as JUnit sees it. Its order is the document's for operations and fixed for failures. */
export function suitesOf(record: RunRecord, cwd: string): JunitReport {
  const failures = [...record.failures.values()].sort(byOperation);
  // A failure that an earlier run kept may be of a phase that this one leaves out.
  const found = new Set(failures.map(({ phase }) => phase));
  const ran = phases.filter(
    (phase) => record.started?.phases.includes(phase) || record.tallies.has(phase) || found.has(phase),
  );
  const suites = ran.map((phase) => phaseSuite(record, phase, failures, cwd));
  const remarks = record.problems.length + record.warnings.length + record.differences.length;
  const problems = remarks > 0 || suites.length === 0;
  const gates = record.summary?.gates?.length ? [gateSuite(record)] : [];
  return {
    durationMs: record.summary?.durationMs ?? record.atMs,
    suites: [...suites, ...gates, ...(problems ? [problemSuite(record)] : [])],
  };
}

function phaseSuite(record: RunRecord, phase: Phase, failures: readonly Failure[], cwd: string): JunitSuite {
  const found = groupBy(
    failures.filter((failure) => failure.phase === phase),
    (failure) => failure.operation,
  );
  const tallies = record.tallies.get(phase);
  const labels = new Set([...(record.started?.operations ?? []), ...(tallies?.keys() ?? []), ...found.keys()]);
  const cases = [...labels].map((label): JunitCase => {
    const own = found.get(label) ?? [];
    const tally = tallies?.get(label);
    const failing = own.filter((failure) => standingOf(failure) === 'failing');
    return {
      name: partName(label, phase),
      className: `api-test-gen.${phase}`,
      durationMs: tally?.durationMs ?? 0,
      failures: failing.map((failure) => note(failure, cwd)),
      errors: [],
      skipped: tally === undefined && own.length === 0 ? skipReason(record, phase, label) : undefined,
      output: own
        .filter((failure) => standingOf(failure) !== 'failing')
        .map(
          (failure) =>
            `${standingOf(failure) === 'known' ? 'Known (baseline)' : 'Worth a look'}: ${oneLine(xmlText(failure.title))} (${failure.check})\n${failureText(failure, cwd)}`,
        )
        .join('\n\n'),
    };
  });
  return suite(record, `api-test-gen ${phase}`, cases, record.ended.get(phase), '');
}

/** A demand on the run itself is a case of its own, so that a CI server shows it red. */
function gateSuite(record: RunRecord): JunitSuite {
  const cases = (record.summary?.gates ?? []).map((gate): JunitCase => {
    const text = gateText(gate);
    return {
      name: `gate: ${gate.name}`,
      className: 'api-test-gen.gates',
      durationMs: 0,
      failures: gate.met ? [] : [{ type: gate.name, message: `Not met: ${text}`, text }],
      errors: [],
      skipped: undefined,
      output: gate.met ? text : '',
    };
  });
  return suite(record, 'api-test-gen gates', cases, 0, '');
}

function problemSuite(record: RunRecord): JunitSuite {
  const byLabel = groupBy(record.problems, (problem) => problem.operation ?? 'the document');
  const cases = [...byLabel]
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, problems]): JunitCase => ({
      name,
      className: 'api-test-gen.problems',
      durationMs: 0,
      failures: [],
      errors: problems.map(problemNote),
      skipped: undefined,
      output: '',
    }));
  return suite(
    record,
    'api-test-gen problems',
    cases,
    0,
    [...record.warnings.map(warningText), ...record.differences.map(differenceText)].join('\n\n'),
  );
}

function suite(
  record: RunRecord,
  name: string,
  cases: readonly JunitCase[],
  durationMs: number | undefined,
  output: string,
): JunitSuite {
  const { started } = record;
  const properties: readonly (readonly [string, string])[] =
    started === undefined
      ? []
      : [
          ['seed', String(started.seed)],
          ['version', started.version],
          ['fast-check', started.fastCheckVersion],
          ['base-url', started.baseUrl],
          ['document', started.spec.source],
          ...coverageProperties(record),
          ...(wasCut(record) ? [['stopped', stopText(record.summary?.stopped)] as const] : []),
        ];
  return {
    name,
    timestamp: started === undefined ? undefined : started.startedAt.slice(0, 19),
    durationMs: durationMs ?? cases.reduce((sum, { durationMs: own }) => sum + own, 0),
    properties,
    cases,
    output,
  };
}

/** `12 of 40`: what was exercised, of what there is. */
function coverageProperties({ summary }: RunRecord): readonly (readonly [string, string])[] {
  if (summary?.coverage === undefined) return [];
  const { operations, coverage } = summary;
  const { keywords, statuses } = coverage;
  return [
    ['operations-reached', shareOf({ exercised: operations.reached, total: operations.selected })],
    ['keywords-met', shareOf(keywords.valid)],
    ['keywords-broken', shareOf(keywords.invalid)],
    ['statuses-answered', shareOf(statuses)],
  ];
}

function note(failure: Failure, cwd: string): JunitNote {
  return { type: failure.check, message: failure.title, text: failureText(failure, cwd) };
}

function problemNote(problem: Problem): JunitNote {
  return { type: problem.code, message: problem.message, text: problemText(problem) };
}
