import type { CheckInput } from '../contract.ts';
import { compareValue } from './compare-value.ts';
import type { Members } from './representation.ts';
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

/** Of those, the ones that are as before, or gone. What took neither the sent value nor kept its own has one of the server's. */
export function lostMembers(changing: readonly string[], { before, now, sent }: States): readonly string[] {
  return changing.filter(
    (name) =>
      compareValue(sent[name], now[name]) === 'different' &&
      !isMasked(now[name]) &&
      (!Object.hasOwn(now, name) || compareValue(before[name], now[name]) === 'same'),
  );
}

/** Secrets are shown as `****1234`. */
function isMasked(value: unknown): boolean {
  return typeof value === 'string' && /[*•●]{2}|\bx{4}|\[[a-z]+ed\]/iu.test(value);
}
