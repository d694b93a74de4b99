import { analyse } from 'scslre';
import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../runtime/schema/compile-pattern.ts';
import { safeLength } from '../../../../runtime/schema/regex/backtracking-paths.ts';

const MILLION = 1_000_000;
const safe = (source: string): number => safeLength(compilePattern(source).tree, MILLION);

/** Of which the analysis finds all, some as polynomial only. */
const EXPONENTIAL = [
  '(a+)+$',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '^(?:\\w+\\s?)+$',
  '(x+x+)+y',
  '^([a-zA-Z0-9])(([\\-.]|[_]+)?([a-zA-Z0-9]+))*(@){1}[a-z0-9]+[.]{1}(([a-z]{2,3})|([a-z]{2,3}[.]{1}[a-z]{2,3}))$',
  '^(?:.*,)*$',
  '^(\\d+|\\d\\d)+$',
];
/** What the analysis passes over. */
const MISSED = ['^(a|a)*$', `^${'a?'.repeat(30)}${'a'.repeat(30)}$`, '^(?:(?:a|a|a|a|a){8}){8}$'];

describe('safeLength', () => {
  it('lets the engine see no more than short texts where an analysis finds backtracking without end', () => {
    for (const source of EXPONENTIAL) {
      expect(analyse({ source, flags: 'u' }).reports, source).not.toEqual([]);
      expect(safe(source), source).toBeLessThanOrEqual(16);
    }
  });

  it('does so where that analysis finds nothing', () => {
    for (const source of MISSED) {
      expect(analyse({ source, flags: 'u' }).reports).toEqual([]);
      expect(safe(source)).toBeLessThanOrEqual(40);
    }
  });

  it('leaves plain patterns to the engine', () => {
    expect(safe('^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$')).toBeGreaterThan(1_000);
    expect(safe('^\\d{4}-(0[1-9]|1[0-2])-\\d{2}T\\d{2}:\\d{2}(\\.\\d{1,12})?(Z|[+-]\\d{2}:\\d{2})$')).toBeGreaterThan(
      1_000,
    );
    expect(safe('^[a-z]+$')).toBeGreaterThan(300);
    expect(safe('^[^@]+@[^@]+\\.[a-z]+$')).toBeGreaterThanOrEqual(30);
  });
});
