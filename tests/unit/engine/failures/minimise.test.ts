import { describe, expect, it } from 'vitest';
import type { OperationContext } from '../../../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../../../runtime/cases/ready-case.ts';
import { minimise, type Budget } from '../../../../runtime/engine/failures/minimise.ts';

// An operation without parts: there is nothing to shrink, so these tests see verification alone.
const context = { parameters: [], bodies: [], bodyRequired: false } as unknown as OperationContext;
const failing = (method: string): ReadyCase =>
  ({
    case: { values: { path: {}, query: {}, header: {}, cookie: {} }, violations: [] },
    request: { method, target: '/', headers: [], body: undefined },
  }) as unknown as ReadyCase;
const budget: Budget = { maxRequests: 10, hasTime: () => true };

/** Fails as the list says, one entry a sending. */
function attempts(...outcomes: readonly boolean[]): {
  attempt: () => Promise<string | undefined>;
  count: () => number;
} {
  let sent = 0;
  return {
    attempt: async () => {
      sent += 1;
      return outcomes[sent - 1] === true ? `failure ${sent}` : undefined;
    },
    count: () => sent,
  };
}

describe('minimise', () => {
  it('calls a failure that comes back deterministic', async () => {
    const { attempt } = attempts(true);
    const result = await minimise(context, failing('GET'), attempt, budget);
    expect(result).toMatchObject({ shown: 'failure 1', reproducibility: { kind: 'deterministic' } });
  });

  it('counts how often a flaky failure failed', async () => {
    const { attempt, count } = attempts(false, true, false, false, true);
    const result = await minimise(context, failing('GET'), attempt, budget);
    expect(count()).toBe(5);
    expect(result).toMatchObject({ shown: 'failure 5', reproducibility: { kind: 'flaky', failed: 3, tries: 6 } });
  });

  it('takes a write that never fails again for state-dependent', async () => {
    const { attempt } = attempts();
    const result = await minimise(context, failing('POST'), attempt, budget);
    expect(result).toMatchObject({ shown: undefined, reproducibility: { kind: 'state-dependent' } });
  });

  it('never calls a failure verified that nobody had time to send again', async () => {
    const { attempt, count } = attempts(true);
    const result = await minimise(context, failing('GET'), attempt, { maxRequests: 10, hasTime: () => false });
    expect(count()).toBe(0);
    expect(result.reproducibility.kind).toBe('unverified');
  });
});
