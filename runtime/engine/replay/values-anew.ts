import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { splitTemplate, templatePieces } from '../../requests/path-writer.ts';
import { exchangeValues } from '../../stateful/evaluate-expression.ts';
import type { ResourceIndex } from '../../stateful/resource-index.ts';
import { thingsOfExchange } from '../../stateful/things-of-exchange.ts';

/** A step that was sent again, with its answer. */
export interface AnsweredStep {
  readonly entry: OperationEntry;
  readonly exchange: Exchange;
}

/**
 * A request with the ids in its path that steps before it were answered this time, counted from 1. `undefined` where one of them made nothing that the path leads
 * through.
 */
export function withValuesAnew(
  ready: ReadyCase,
  { given = [] }: Pick<FailureStep, 'given'>,
  entry: OperationEntry,
  answered: ReadonlyMap<number, AnsweredStep>,
  index: ResourceIndex,
): ReadyCase | undefined {
  const path: Record<string, string> = {};
  for (const { name, step } of given) {
    const before = answered.get(step);
    const own = index.referencesOf(entry).find(({ parameter }) => parameter === name);
    if (before === undefined || own === undefined) return undefined;
    const setting = { entry: before.entry, index, step: step - 1, owner: undefined };
    const made = thingsOfExchange(exchangeValues(before.exchange, ''), setting).find(
      ({ resource, liveness }) => resource === own.resource && liveness === 'created',
    );
    const id = made?.ids[own.position];
    if (id === undefined) return undefined;
    path[name] = String(id);
  }
  if (given.length === 0) return ready;
  const target = retargeted(ready.request.target, entry.path, path);
  if (target === undefined) return undefined;
  const { values } = ready.case;
  const anew = { ...values, path: { ...values.path, ...typed(path, values.path) } };
  return { ...ready, case: { ...ready.case, values: anew }, request: { ...ready.request, target } };
}

/** What was a number stays one. */
function typed(path: Readonly<Record<string, string>>, before: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(path).map(([name, value]) => [name, typeof before[name] === 'number' ? Number(value) : value]),
  );
}

/** The target with other values in its path; `undefined` where it is not of this template. */
function retargeted(target: string, template: string, values: Readonly<Record<string, string>>): string | undefined {
  const pieces = templatePieces(splitTemplate(template).path);
  const source = pieces.map((piece, at) =>
    at % 2 === 0 ? piece.replaceAll(/[$()*+.?[\\\]^{|}]/gu, String.raw`\$&`) : '([^/?]+)',
  );
  const found = new RegExp(`^(.*?)${source.join('')}(/*(?:\\?.*)?)$`, 'su').exec(target);
  if (found === null) return undefined;
  const [, start = '', ...rest] = found;
  const path = pieces.map((piece, at) => {
    if (at % 2 === 0) return piece;
    const value = values[piece];
    return value === undefined ? (rest[(at - 1) / 2] ?? '') : encodeURIComponent(value);
  });
  return `${start}${path.join('')}${rest.at(-1) ?? ''}`;
}
