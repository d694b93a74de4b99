import { expect, it } from 'vitest';
import { gatesOf, type GateLimits } from '../../../../runtime/engine/closing/gates.ts';
import type { WarningCode } from '../../../../runtime/model/warning-code.ts';

const none: GateLimits = { minReached: undefined, minKeywordCoverage: undefined, failOnWarning: [] };

interface Facts {
  readonly reached?: number;
  readonly selected?: number;
  readonly met?: number;
  readonly warned?: readonly WarningCode[];
}

const gates = (limits: Partial<GateLimits>, { reached = 0, selected = 0, met = 0, warned = [] }: Facts): unknown =>
  gatesOf(
    { ...none, ...limits },
    {
      operations: { total: selected, selected, tested: selected, reached },
      coverage: {
        keywords: { valid: { exercised: met, total: 10 }, invalid: { exercised: met, total: 10 } },
        statuses: { exercised: 0, total: 0 },
      },
      warned: new Set(warned),
    },
  );

it.each<[string, Partial<GateLimits>, Facts, unknown]>([
  ['nothing is demanded', {}, {}, []],
  [
    'just enough operations were reached',
    { minReached: 90 },
    { reached: 9, selected: 10 },
    [{ name: 'min-reached', met: true, required: 90, actual: 90 }],
  ],
  [
    'not quite enough were, which is not rounded up',
    { minReached: 90 },
    { reached: 8_999, selected: 10_000 },
    [{ name: 'min-reached', met: false, required: 90, actual: 89.9 }],
  ],
  [
    'keywords count on both sides',
    { minKeywordCoverage: 50 },
    { met: 4 },
    [{ name: 'min-keyword-coverage', met: false, required: 50, actual: 40 }],
  ],
  [
    'other warnings than these do not matter',
    { failOnWarning: ['missing_decoder'] },
    { warned: ['missing_auth'] },
    [{ name: 'fail-on-warning', met: true, warnings: [] }],
  ],
  [
    '`unreachable` stands for what is more telling',
    { failOnWarning: ['unreachable'] },
    { warned: ['validation_mismatch', 'unused_filter'] },
    [{ name: 'fail-on-warning', met: false, warnings: ['validation_mismatch'] }],
  ],
])('%s', (_, limits, facts, expected) => {
  expect(gates(limits, facts)).toEqual(expected);
});
