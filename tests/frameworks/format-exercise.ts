import type { Confidence } from '../../runtime/model/failure.ts';
import type { Exercise } from './exercise.ts';

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** One line of the table. */
export function tableRow({ name, summary, positive }: Exercise): string {
  const { cases, operations, failures, durationMs } = summary;
  const share = positive.sent === 0 ? 0 : (100 * (positive.sent - positive.refused)) / positive.sent;
  return [
    name.padEnd(16),
    String(cases.sent).padStart(7),
    `${(durationMs / 1000).toFixed(1)} s`.padStart(9),
    `${operations.reached}/${operations.selected}`.padStart(8),
    `${share.toFixed(2)} %`.padStart(10),
    ...confidences.map((confidence) => String(failures.byConfidence[confidence]).padStart(10)),
  ].join('');
}

/** The heading of {@link tableRow}. */
export const tableHead = [
  'framework'.padEnd(16),
  'cases'.padStart(7),
  'time'.padStart(9),
  'reached'.padStart(8),
  'accepted'.padStart(10),
  ...confidences.map((confidence) => confidence.padStart(10)),
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
      return confidence === 'heuristic' ? line : `${line}\n${inFull(failure)}`;
    }),
    ...problems.map(
      ({ code, operation, message }) => `${name}: problem ${code} at ${operation ?? 'the run'}: ${message}`,
    ),
    ...warnings.map(({ code, message }) => `${name}: warning ${code}: ${message}`),
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
