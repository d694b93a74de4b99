import { isAbsolute, relative, sep } from 'node:path';
import type { Essential, EssentialValue } from '../runtime/model/essential.ts';
import type { BaselineMark, Failure, FurtherExample, Reproducibility } from '../runtime/model/failure.ts';
import type { Exercised } from '../runtime/model/coverage.ts';
import type { Gate } from '../runtime/model/gate.ts';
import type { StopReason } from '../runtime/model/summary.ts';
import { fitted, oneLine } from './escape.ts';

/** `1 case`, `2 cases`. */
export function countOf(count: number, noun: string, plural = `${noun}s`): string {
  return `${groupDigits(count)} ${count === 1 ? noun : plural}`;
}

/** `12,345` */
export function groupDigits(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
}

/** `0.42 s`, `12.3 s`, `3 min 5 s` */
export function duration(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 10) return `${seconds.toFixed(2)} s`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** The first few of a list, and how many more there are. */
export function firstOf(items: readonly string[], max: number): string {
  const shown = items.slice(0, max).map(oneLine).join(', ');
  return items.length > max ? `${shown} and ${groupDigits(items.length - max)} more` : shown;
}

/** A file as the user would type it: relative to the folder where that is shorter; URLs and `<stdin>` as they are. */
export function fileName(file: string, cwd: string): string {
  if (!isAbsolute(file)) return oneLine(file);
  const near = relative(cwd, file);
  // Forward slashes everywhere: a report is the same on every system.
  return oneLine((near !== '' && near.length < file.length ? near : file).split(sep).join('/'));
}

/** `file:line:column #/pointer` */
export function whereText(where: NonNullable<Failure['where']>, cwd: string): string {
  const pointer = where.pointer === '' ? '' : ` #${oneLine(where.pointer)}`;
  return `${fileName(where.file, cwd)}:${where.line}:${where.column}${pointer}`;
}

/** `body /quantity: minimum` */
export function violationText(violation: Failure['violations'][number], scenario?: string): string {
  if (violation.keyword === 'method') return 'the method';
  const place = [violation.location, violation.parameter, violation.valuePointer].filter(
    (part) => part !== undefined && part !== '',
  );
  // The bytes of a body that cannot be read seldom say themselves what is wrong with them.
  const how = violation.keyword === 'syntax' && scenario !== undefined ? ` (${scenario.replaceAll('_', ' ')})` : '';
  return oneLine(`${place.length === 0 ? 'the value' : place.join(' ')}: ${violation.keyword}${how}`);
}

/** `query limit = 101, body /name (its presence)`; empty where nothing was told. */
export function essentialText(essential: Essential | undefined): string {
  switch (essential?.kind) {
    case undefined:
      return '';
    case 'any-request':
      return 'nothing: any request shows it';
    case 'violation':
      return 'what is invalid: valid requests do not show it';
    case 'values':
      return essential.values.map(essentialValueText).join(' and ');
  }
}

function essentialValueText({ location, parameter, pointer, value, matters }: EssentialValue): string {
  const place = [location, parameter, pointer].filter((part) => part !== undefined && part !== '').join(' ');
  return oneLine(matters === 'value' ? `${place} = ${value}` : `${place}, whatever its value`);
}

/** `POST /orders {"quantity":2}`: the request of a further example, the body cut. */
export function exampleText({ request }: FurtherExample): string {
  const { method, url, body } = request;
  const target = url.replace(/^[a-z]+:\/\/[^/]*/i, '');
  const shown =
    body === undefined ? [] : [body.text === undefined ? countOf(body.bytes, 'byte') : fitted(body.text, 60)];
  return oneLine([method, target, ...shown].join(' '));
}

/** `reason, until 2026-12-31`: what a baseline says of a failure; empty where it says no more than that it is known. */
export function baselineText(baseline: BaselineMark | undefined): string {
  const { reason, expires } = baseline ?? {};
  return oneLine([reason, expires === undefined ? undefined : `until ${expires}`].filter(Boolean).join(', '));
}

export function reproducibilityText(reproducibility: Reproducibility): string {
  const { kind } = reproducibility;
  if (kind === 'flaky') return `flaky ${reproducibility.failed}/${reproducibility.tries}`;
  return kind === 'unverified' ? `not verified: ${oneLine(reproducibility.reason)}` : kind;
}

/** `12 of 40` */
export function shareOf({ exercised, total }: Exercised): string {
  return `${groupDigits(exercised)} of ${groupDigits(total)}`;
}

/** What was demanded of a run, and what it did. */
export function gateText(gate: Gate): string {
  switch (gate.name) {
    case 'min-reached':
      return `--min-reached ${gate.required}: ${gate.actual} % of the operations answered 2xx`;
    case 'min-keyword-coverage':
      return `--min-keyword-coverage ${gate.required}: ${gate.actual} % of the keywords were exercised`;
    case 'fail-on-warning':
      return `--fail-on-warning: ${gate.warnings.length === 0 ? 'there was none of them' : gate.warnings.join(', ')}`;
  }
}

const stopReasons: Readonly<Record<StopReason, string>> = {
  'max-time': 'its time limit was reached',
  'max-failures': 'its limit of failures was reached',
  interrupted: 'it was interrupted',
  'server-died': 'the server stopped answering',
  'base-url-suspect': 'the base URL seems to be wrong',
  'internal-error': 'of a defect in api-test-gen',
  unreachable: 'the server cannot be reached',
};

/** Why a run ended early, as a clause after `because`. */
export function stopText(reason: StopReason | undefined): string {
  return reason === undefined ? 'it was cut short' : stopReasons[reason];
}
