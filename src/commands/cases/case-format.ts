import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import { formatSeedPath } from '../../../runtime/model/seed-path.ts';

/** What all printed cases share. */
export interface PrintSetting {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Lower-case names of headers that hold credentials, with the variable that stands for each. */
  readonly secretHeaders: ReadonlyMap<string, { readonly variable: string; readonly value: string }>;
}

/** Writes a case as text that ends in a newline. */
export type CaseFormat = (ready: ReadyCase, setting: PrintSetting) => string;

/** One line that says what a case is: operation, mode, phase, scenario, seed path. */
export function caseHeading({ case: one }: ReadyCase): string {
  const { operation, mode, doubtful, phase, scenario, violations, seedPath } = one;
  const broken = violations.map(
    ({ keyword, location, parameter }) => `breaks ${[location, parameter, keyword].filter(Boolean).join(' ')}`,
  );
  const facts = [
    operation,
    doubtful === true ? `${mode}, doubtful` : mode,
    ...broken,
    phase,
    ...(scenario === undefined ? [] : [scenario]),
  ];
  // A path template may hold anything, and a line break would end the comment.
  return [...facts, formatSeedPath(seedPath)].join(' · ').replaceAll(/\p{Cc}/gu, ' ');
}

/** A header's value with a variable in place of the credential in it. */
export function shownHeader(
  name: string,
  value: string,
  { secretHeaders }: PrintSetting,
  reference: (variable: string) => string,
): string {
  const secret = secretHeaders.get(name.toLowerCase());
  return secret === undefined ? value : value.replaceAll(secret.value, () => reference(secret.variable));
}
