import type { Confidence } from '../../runtime/model/failure.ts';
import type { Exercise } from './exercise.ts';
import { explains } from './known-differences.data.ts';

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** One line of the table. */
export function tableRow({ name, runs, failures, positive }: Exercise): string {
  const cases = runs.reduce((sum, run) => sum + run.cases.sent, 0);
  const seconds = runs.reduce((sum, { durationMs }) => sum + durationMs / 1000, 0);
  const reached = Math.max(...runs.map(({ operations }) => operations.reached));
  const share = positive.sent === 0 ? 0 : (100 * (positive.sent - positive.refused)) / positive.sent;
  const explained = failures.filter((failure) => isExplained(name, failure)).length;
  return [
    name.padEnd(16),
    String(cases).padStart(7),
    `${seconds.toFixed(1)} s`.padStart(9),
    `${reached}/${runs[0]?.operations.selected ?? 0}`.padStart(8),
    `${share.toFixed(2)} %`.padStart(10),
    ...confidences.map((confidence) =>
      String(failures.filter((failure) => failure.confidence === confidence).length).padStart(10),
    ),
    String(explained).padStart(10),
  ].join('');
}

/** The failures that fail a run and that docs/frameworks.md does not explain. */
export function unexplained({ name, failures }: Exercise): readonly Exercise['failures'][number][] {
  return failures.filter((failure) => failure.confidence !== 'heuristic' && !isExplained(name, failure));
}

function isExplained(name: string, { confidence, check, message }: Exercise['failures'][number]): boolean {
  return confidence !== 'heuristic' && explains(name, check, message) !== undefined;
}

/** The heading of {@link tableRow}. */
export const tableHead = [
  'framework'.padEnd(16),
  'cases'.padStart(7),
  'time'.padStart(9),
  'reached'.padStart(8),
  'accepted'.padStart(10),
  ...confidences.map((confidence) => confidence.padStart(10)),
  'explained'.padStart(10),
].join('');

/** Every failure: the proved and likely ones with the request that shows them, the rest in a line each. */
export function describeFailures({ name, failures, problems, warnings, errors }: Exercise): readonly string[] {
  const byConfidence = confidences.flatMap((confidence) =>
    failures.filter((failure) => failure.confidence === confidence),
  );
  return [
    ...byConfidence.map((failure) => {
      const { confidence, check, operation, operations, message, occurrences } = failure;
      const where = operations === undefined ? operation : `${operations.length} operations`;
      const line = `${name}: ${confidence} ${check} at ${where} (${occurrences}x): ${message}`;
      if (isExplained(name, failure)) return `${line} (explained)`;
      return confidence === 'heuristic' ? line : `${line}\n${inFull(failure)}`;
    }),
    ...problems.map((problem) => `${name}: problem ${problem}`),
    ...warnings.map((warning) => `${name}: warning ${warning}`),
    ...(errors === '' ? [] : [`${name}: standard error: ${errors.slice(-1000)}`]),
  ];
}

function inFull({
  scenario,
  violations,
  curl,
  response,
  reproducibility,
  seedPath,
}: Exercise['failures'][number]): string {
  const broken = violations.map(({ location, parameter, valuePointer, keyword }) =>
    [location, parameter, valuePointer, keyword].filter(Boolean).join(' '),
  );
  return [
    `  ${[scenario, ...broken, reproducibility.kind, seedPath].filter(Boolean).join(' · ')}`,
    ...curl.split('\n').map((line) => `  ${line}`),
    `  → ${response?.status ?? 'no answer'} ${(response?.body?.text ?? '').slice(0, 600)}`,
  ].join('\n');
}
