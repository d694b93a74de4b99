import { expect, it } from 'vitest';
import { exercise } from '../frameworks/exercise.ts';
import { describeFailures, unexplained } from '../frameworks/format-exercise.ts';
import { frameworks } from '../frameworks/frameworks.ts';

/** What is installed in less than a minute; `tests/frameworks/run.ts` runs all of them, and longer. */
const names = ['fastify', 'hono', 'express', 'nest'];

it.each(frameworks.filter(({ name }) => names.includes(name)))(
  'a clean API in $name raises no alarm that docs/frameworks.md does not explain',
  { timeout: 400_000 },
  async (framework) => {
    const missing = framework.install();
    if (missing !== undefined) {
      console.warn(`Skipped: ${missing}`);
      return;
    }
    const result = await exercise(framework, 1_500, 1);
    expect(unexplained(result), describeFailures(result).join('\n')).toEqual([]);
    expect(result.positive.sent).toBeGreaterThan(500);
    expect(result.positive.refused / result.positive.sent).toBeLessThan(0.15);
  },
);
