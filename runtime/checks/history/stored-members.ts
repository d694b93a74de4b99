import type { HistoryEntry } from '../../model/history.ts';
import type { CheckInput } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import { type Members, sentMembers } from './representation.ts';
import { isDeclared, isOneWay, isServerManaged } from './server-managed.ts';

/** A thing before and after a write, and what the write sent. */
export interface States {
  readonly before: Members;
  readonly now: Members;
  readonly sent: Members;
}

/** Whether a member is the client's to set, and to be shown as it was set. */
export function isCounted(name: string, { operation, aftermath }: CheckInput): boolean {
  return (
    !isServerManaged(name) && isDeclared(name, operation) && !isOneWay(name, operation, aftermath?.read?.operation)
  );
}

/** The members that the write was to change: as sent they are not what they were before. */
export function changingMembers(input: CheckInput, { sent, before }: States): readonly string[] {
  return Object.keys(sent).filter(
    (name) =>
      isCounted(name, input) && Object.hasOwn(before, name) && compareValue(sent[name], before[name]) === 'different',
  );
}

/**
 * Of those, the ones that are as before, or gone. What took neither the sent value nor kept its own has one of the server's, and so has a list in a member that holds
 * what nobody sent: the server may put it there each time, as Kinto lets who writes go on writing.
 */
export function lostMembers(
  changing: readonly string[],
  { before, now, sent }: States,
  writes: readonly HistoryEntry[],
): readonly string[] {
  const bodies = [sent, ...writes.map(({ exchange }) => sentMembers(exchange, now) ?? {})];
  const isOfServer = (name: string): boolean =>
    !Array.isArray(now[name]) && holdsOthers(now[name], new Set(bodies.flatMap((body) => scalarsIn(body[name]))));
  return changing.filter(
    (name) =>
      compareValue(sent[name], now[name]) === 'different' &&
      !isMasked(now[name]) &&
      !isOfServer(name) &&
      (!Object.hasOwn(now, name) || compareValue(before[name], now[name]) === 'same'),
  );
}

/** Whether a list anywhere in a value has an item that is none of these. */
function holdsOthers(value: unknown, known: ReadonlySet<unknown>): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return scalarsIn(value).some((item) => !known.has(item));
  return Object.values(value).some((inner) => holdsOthers(inner, known));
}

function scalarsIn(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(scalarsIn) : [value];
}

/** Secrets are shown as `****1234`. */
function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /[*•●]{2}|\bx{4}|\[[a-z]+ed\]/iu.test(value);
}
