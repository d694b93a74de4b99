import type { Case } from './case.ts';
import { valueAt } from './json.ts';

/** What common frameworks let through of a body that its schema forbids, each by a reading of its own. */
export type Leniency = 'coerced scalar' | 'null' | 'single item' | 'extra property' | 'media type' | 'missing body';

/** The coverage scenarios that ask for one. */
const lenientScenarios = {
  lenient_scalar: 'coerced scalar',
  lenient_single_item: 'single item',
  lenient_extra_property: 'extra property',
  lenient_media_type: 'media type',
} as const satisfies Readonly<Record<string, Leniency>>;

export type LenientScenario = keyof typeof lenientScenarios;

/** The leniency that a server shows which accepts the case; `undefined` where no common one explains it. */
export function leniencyOf({ mode, phase, doubtful, scenario, values, violations }: Case): Leniency | undefined {
  const [violation, ...others] = violations;
  if (mode !== 'negative' || violation === undefined || others.length > 0) return undefined;
  const { keyword, location, valuePointer } = violation;
  if (location !== 'body') return undefined;
  if (keyword === 'required' && values.body === undefined) return 'missing body';
  if (phase !== 'examples' && scenario !== undefined && isLenientScenario(scenario)) return lenientScenarios[scenario];
  if (doubtful !== true || values.body?.kind !== 'value' || keyword === 'format') return undefined;
  return valueAt(values.body.value, valuePointer) === null ? 'null' : undefined;
}

function isLenientScenario(scenario: string): scenario is LenientScenario {
  return Object.hasOwn(lenientScenarios, scenario);
}
