import type { Case } from '../../model/case.ts';
import { pointerTokens, valueAt } from '../../model/json.ts';
import type { Violation } from '../../model/violation.ts';

/** Invalid texts that the server took in this run, each with the name of its property or parameter: it may keep them, and show them later. */
export interface TakenTexts {
  has(name: string, text: string): boolean;
  /** Notes what was wrong in a case that was answered 2xx. */
  note(sent: Case): void;
}

/** Shorter ones a server may well have of its own. */
const SHORTEST = 4;
const LONGEST = 200;
const MOST = 10_000;

/** `everywhere` holds texts that count as taken under any name. */
export function createTakenTexts(everywhere: readonly string[] = []): TakenTexts {
  const known = new Set<string>();
  return {
    has: (name, text) => known.has(keyOf(name, text)) || everywhere.includes(text),
    note({ values, violations }) {
      for (const violation of violations) {
        const name = wrongName(violation);
        const text = sentValue(values, violation);
        if (name === undefined || typeof text !== 'string' || text.length < SHORTEST || text.length > LONGEST) continue;
        if (known.size < MOST) known.add(keyOf(name, text));
      }
    },
  };
}

function keyOf(name: string, text: string): string {
  return `${name}\n${text}`;
}

/** The name of what is wrong in a request. */
export function wrongName({ valuePointer, parameter }: Violation): string | undefined {
  return pointerTokens(valuePointer).at(-1) ?? parameter;
}

/** What is wrong in a request. */
export function sentValue(values: Case['values'], { location, parameter, valuePointer }: Violation): unknown {
  if (location === 'body') return values.body?.kind === 'value' ? valueAt(values.body.value, valuePointer) : undefined;
  if (location === undefined || location === 'querystring' || parameter === undefined) return undefined;
  return valueAt(values[location][parameter], valuePointer);
}
