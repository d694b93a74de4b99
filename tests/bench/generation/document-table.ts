import type { DocumentFigures, OperationFigures } from './document-figures.ts';
import { fixed, markdownTable, percent } from './markdown-table.ts';

export interface DocumentRow {
  readonly name: string;
  readonly figures: DocumentFigures;
}

/** Table 2: what every operation of real documents gives and costs, and beneath it what is wrong. */
export function documentTable(rows: readonly DocumentRow[]): string {
  const body = rows.map(({ name, figures }) => cells(name, figures));
  return [
    markdownTable(
      [
        'document',
        'operations',
        'served',
        'problems',
        'nothing to break',
        'cases',
        'invalid',
        'not repeated',
        'CPU ms a case',
        'CPU s to load',
        'peak MB',
      ],
      rows.length > 1 ? [...body, totals(rows)] : body,
    ),
    ...rows.flatMap(({ name, figures }) => complaints(name, figures)),
  ].join('\n\n');
}

/** An operation is served that has cases of both modes, or a problem that says why not, or nothing that could be broken. */
function isServed(operation: OperationFigures, unbreakable: ReadonlySet<string>): boolean {
  if (hasProblem(operation) && operation.positive === 0) return true;
  return operation.positive > 0 && (operation.negative > 0 || unbreakable.has(operation.label));
}

/** Told of operations of which nothing can be broken; these have a column of their own, by a rule of this table's own. */
function isAside(problem: string): boolean {
  return problem.startsWith('ATG_CASES_NO_NEGATIVE');
}

function hasProblem({ problems }: OperationFigures): boolean {
  return problems.some((problem) => !isAside(problem));
}

function cells(name: string, figures: DocumentFigures): readonly string[] {
  const { operations, judged } = figures;
  const unbreakable = new Set(judged?.unbreakable);
  const cases = count(operations);
  return [
    name,
    String(operations.length),
    percent(operations.filter((one) => isServed(one, unbreakable)).length, operations.length),
    String(operations.filter(hasProblem).length),
    judged === undefined ? '?' : String(unbreakable.size),
    String(cases),
    judged === undefined ? '?' : String(judged.invalid.length),
    judged === undefined ? '?' : String(judged.changed.length),
    fixed(cpuMs(figures) / cases),
    fixed(figures.loadCpuMs / 1000),
    fixed(figures.peakMb, 0),
  ];
}

function totals(rows: readonly DocumentRow[]): readonly string[] {
  const all = rows.map(({ figures }) => figures);
  const operations = all.flatMap((one) => one.operations);
  const served = all.flatMap(({ operations: own, judged }) => {
    const unbreakable = new Set(judged?.unbreakable);
    return own.filter((one) => isServed(one, unbreakable));
  });
  const sum = (of: (one: DocumentFigures) => number): number => all.reduce((total, one) => total + of(one), 0);
  return [
    'all',
    String(operations.length),
    percent(served.length, operations.length),
    String(operations.filter(hasProblem).length),
    String(sum(({ judged }) => judged?.unbreakable.length ?? 0)),
    String(count(operations)),
    String(sum(({ judged }) => judged?.invalid.length ?? 0)),
    String(sum(({ judged }) => judged?.changed.length ?? 0)),
    fixed(sum(cpuMs) / count(operations)),
    fixed(sum(({ loadCpuMs }) => loadCpuMs) / 1000),
    '',
  ];
}

function count(operations: readonly OperationFigures[]): number {
  return operations.reduce((total, { positive, negative }) => total + positive + negative, 0);
}

/** Of the cases, with all that is built for them; without reading the document. */
function cpuMs({ operations, prepareCpuMs }: DocumentFigures): number {
  return operations.reduce((total, one) => total + one.cpuMs, prepareCpuMs);
}

const SHOWN = 12;

function complaints(name: string, { operations, judged }: DocumentFigures): readonly string[] {
  const unbreakable = new Set(judged?.unbreakable);
  const lines = [
    ...operations
      .filter((one) => !isServed(one, unbreakable))
      .map(({ label, positive, negative }) => `not served: ${label} (${positive} positive, ${negative} negative)`),
    ...(judged?.invalid ?? []),
    ...(judged?.changed ?? []).map((label) => `not the same bytes again: ${label}`),
    ...operations.filter(({ cpuMs: own }) => own > 1000).map((one) => `slow: ${one.label} (${fixed(one.cpuMs, 0)} ms)`),
    ...new Set(
      operations.flatMap(({ problems }) =>
        problems
          .filter((problem) => !isAside(problem) && !problem.startsWith('ATG_SPEC_INVALID_EXAMPLE'))
          .map((one) => `problem: ${one}`),
      ),
    ),
  ];
  if (lines.length === 0) return [];
  const more = lines.length > SHOWN ? [`- … and ${lines.length - SHOWN} more`] : [];
  return [`#### ${name}`, [...lines.slice(0, SHOWN).map((line) => `- ${line.slice(0, 300)}`), ...more].join('\n')];
}

/** CPU time an operation, by thousand operations in the document's order: it must not grow. */
export function curve({ operations }: DocumentFigures): string {
  const steps = Array.from({ length: Math.ceil(operations.length / 1000) }, (_, step) => {
    const own = operations.slice(step * 1000, (step + 1) * 1000);
    const total = own.reduce((sum, { cpuMs: one }) => sum + one, 0);
    return [`${step * 1000 + 1} to ${step * 1000 + own.length}`, fixed(total / own.length)];
  });
  return markdownTable(['operations', 'CPU ms an operation'], steps);
}
