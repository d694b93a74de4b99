import { Random } from 'fast-check';
import { xorshift128plusFromState } from 'pure-rand/generator/xorshift128plus';
import { describe, expect, it } from 'vitest';
import { loadApi } from '../../runtime/spec/load-api.ts';
import { createDependencyGraph } from '../../runtime/stateful/dependency-graph.ts';
import { maxSteps, sequenceArbitrary } from '../../runtime/stateful/sequence-arbitrary.ts';
import type { SequencePlan } from '../../runtime/stateful/sequence-plan.ts';
import { shopDocument } from '../e2e/shop-server.ts';

const graph = createDependencyGraph(await loadApi(shopDocument));

function random(seed: number): Random {
  return new Random(xorshift128plusFromState([seed, seed ^ 0x5f, ~seed, 1]));
}

/** Every step uses only what an earlier one gives, and what is deleted was made by the sequence. */
function expectLawful(plan: SequencePlan): void {
  expect(plan.steps.length).toBeLessThanOrEqual(maxSteps);
  for (const [position, step] of plan.steps.entries()) {
    for (const use of step.uses) expect(use.step).toBeLessThan(position);
    const entry = graph.resources.entry(step.operation) ?? expect.fail();
    const inner = graph.resources.referencesOf(entry).at(-1);
    if (step.role === 'create' || inner === undefined) continue;
    const use = step.uses.find(({ resource }) => resource === inner.resource.shape) ?? expect.fail(step.operation);
    if (step.role !== 'delete' && step.role !== 'update') continue;
    expect(plan.steps[use.step]?.role).toBe('create');
  }
}

describe.each(graph.resources.resources.map((resource) => [resource.shape, resource] as const))(
  'sequences of %s',
  (_, resource) => {
    const arbitrary = sequenceArbitrary(graph, resource);

    it('are the same for the same numbers, and lawful, along the whole shrink path', () => {
      for (let seed = 1; seed <= 60; seed += 1) {
        const plan = arbitrary.generate(random(seed), undefined).value;
        expect(plan).toEqual(arbitrary.generate(random(seed), undefined).value);
        expect(plan.steps.length).toBeGreaterThan(1);
        expectLawful(plan);
        let current = plan;
        for (;;) {
          const [smaller] = [...arbitrary.shrink(current, undefined).take(1)];
          if (smaller === undefined) break;
          expect(smaller.value.steps.length).toBeLessThan(current.steps.length);
          expect(smaller.value.steps.at(-1)?.operation).toBe(current.steps.at(-1)?.operation);
          expectLawful(smaller.value);
          current = smaller.value;
        }
      }
    });

    it('come to delete and to use afterwards', () => {
      const plans = Array.from(
        { length: 60 },
        (_unused, seed) => arbitrary.generate(random(seed + 1), undefined).value,
      );
      const after = plans.filter(({ steps }) => steps.some(({ afterDelete, role }) => afterDelete && role === 'read'));
      expect(after.length).toBeGreaterThan(5);
    });
  },
);
