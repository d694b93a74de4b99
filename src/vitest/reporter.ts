import type { Reporter, TestModule } from 'vitest/node';
import { formatError } from '../print-error.ts';
import { loadContract } from '../testing/load-contract.ts';
import { exercisedText, type Answered } from '../testing/exercised.ts';
import { metaKey, type ObservedMeta } from './observed-meta.ts';
import type { PluginOptions } from './plugin.ts';

/**
 * A reporter of vitest: at the end it says which operations and documented statuses no test has met, of what the setup file observed.
 * `reporters: ['default', '@api-test-gen/core/vitest/reporter']`; without options all comes from the configuration file.
 */
export default class ContractReporter implements Reporter {
  readonly #options: PluginOptions;

  constructor(options: PluginOptions = {}) {
    this.#options = options;
  }

  async onTestRunEnd(modules: readonly TestModule[]): Promise<void> {
    const answers: Answered[] = [];
    const outside = new Set<string>();
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const seen = (test.meta() as { readonly [metaKey]?: ObservedMeta })[metaKey];
        answers.push(...(seen?.answers ?? []));
        for (const one of seen?.outside ?? []) outside.add(one);
      }
    }
    if (answers.length === 0 && outside.size === 0) return;
    const { spec, ...options } = this.#options;
    try {
      const { api, operations } = await loadContract(spec, options);
      process.stdout.write(exercisedText(api, operations, { answers, outside: [...outside].sort() }));
    } catch (error) {
      process.stderr.write(formatError(error, false));
    }
  }
}
