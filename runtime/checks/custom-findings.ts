import { stripVTControlCharacters } from 'node:util';
import { excerpt } from '../model/excerpt.ts';
import type { Confidence, Finding } from '../model/failure.ts';
import type { JsonValue } from '../model/json.ts';
import type { CustomCheck, CustomFinding } from './custom-check.ts';

/** What came of asking a check of the user's: findings, or the reason why it has no verdict. */
export type CustomOutcome =
  | { readonly kind: 'verdict'; readonly given: readonly CustomFinding[] }
  | { readonly kind: 'broken'; readonly reason: string; readonly where?: string };

/** Reads what a check gave back. */
export function readVerdict(given: unknown): CustomOutcome {
  if (given === undefined || given === null) return { kind: 'verdict', given: [] };
  if (typeof given === 'string') return { kind: 'verdict', given: [{ message: given }] };
  const findings: readonly unknown[] = Array.isArray(given) ? given : [given];
  const odd = findings.find((one) => !isFinding(one));
  if (odd === undefined) return { kind: 'verdict', given: findings as readonly CustomFinding[] };
  return { kind: 'broken', reason: `it gave ${excerpt(odd, 80)}, which is no text and has no message` };
}

function isFinding(value: unknown): value is CustomFinding {
  return typeof value === 'object' && value !== null && 'message' in value && typeof value.message === 'string';
}

/** Errors that mean that the check itself broke. */
const ofCode = new Set(['TypeError', 'ReferenceError', 'RangeError', 'SyntaxError', 'URIError', 'EvalError', 'DOMException', 'AbortError', 'TimeoutError']); // prettier-ignore

/** Reads what a check threw: a failed assertion and any plain error are findings. */
export function readThrown(thrown: unknown): CustomOutcome {
  if (!(thrown instanceof Error)) {
    if (typeof thrown === 'string') return { kind: 'verdict', given: [{ message: thrown }] };
    return { kind: 'broken', reason: `it threw ${excerpt(thrown, 80)}` };
  }
  const { name, code, expected, actual } = thrown as Error & Readonly<Record<string, unknown>>;
  const message = stripVTControlCharacters(thrown.message).trim();
  const isAssertion = name === 'AssertionError' || code === 'ERR_ASSERTION' || 'matcherResult' in thrown;
  if (!isAssertion && (ofCode.has(name) || typeof code === 'string')) {
    const where = /\(?((?:file:\/\/)?[^()\s]+:\d+:\d+)\)?$/m.exec(thrown.stack ?? '')?.[1];
    return { kind: 'broken', reason: `${name}: ${message}`, ...(where === undefined ? {} : { where }) };
  }
  return {
    kind: 'verdict',
    given: [
      {
        message: (isAssertion ? withoutDiff(message) : message) || name,
        ...('expected' in thrown ? { expected: excerpt(expected) } : {}),
        ...('actual' in thrown ? { received: excerpt(actual) } : {}),
      },
    ],
  };
}

/** Assertions draw what differs below their sentence; it is shown beside it. */
function withoutDiff(message: string): string {
  return (message.split(/\n\s*\n/)[0] ?? '').replace(/:$/, '').trim();
}

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** The user's finding as the engine's. */
export function toFinding(
  { id, summary }: Pick<CustomCheck, 'id' | 'summary'>,
  { message, title, confidence, identity, expected, received, hint, details }: CustomFinding,
  status: number,
): Finding {
  return {
    confidence: confidences.find((one) => one === confidence) ?? 'proved',
    identity: typeof identity === 'string' ? identity : identityOf(message),
    title: title ?? summary ?? `The check ${id} failed`,
    message,
    expected: expected ?? summary ?? `the check ${id} to pass`,
    received: received ?? `an answer ${status}`,
    hint: hint ?? `The check ${id} is your own: it says what has to be so.`,
    details: jsonOf(details),
  };
}

/** What is the same of a message whatever values it speaks of: its first line, without numbers and quoted texts. */
function identityOf(message: string): string {
  const [line = ''] = message.split('\n');
  return line
    .replaceAll(/"[^"]*"|'[^']*'|`[^`]*`/g, '…')
    .replaceAll(/\b[\da-f]{8}-[\da-f-]{27}\b/gi, '…')
    .replaceAll(/\d+/g, '…');
}

function jsonOf(details: unknown): JsonValue {
  try {
    return (JSON.parse(JSON.stringify(details ?? {})) ?? {}) as JsonValue;
  } catch {
    return String(details);
  }
}
