import { dirname, extname, basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Config } from '../config/config.ts';

/** What the plugin takes: what can be written as JSON; an application itself is named by its module, or stands in the configuration file. */
export interface PluginOptions extends Omit<Config, 'app' | 'customChecks' | 'serialisers'> {
  /** The module of the application, `src/app.ts#name`. */
  readonly app?: string;
  /** The name of the suite, and of the project that it runs in. @default 'API contract' */
  readonly title?: string;
  /** Milliseconds that one test may take; 0 is no limit. @default 0 */
  readonly timeout?: number;
}

/** As much of vitest's plugin as is used: its types come in two versions of Vite. */
interface ContractPlugin {
  readonly name: string;
  configureVitest(context: { injectTestProjects(projects: object): Promise<unknown> }): Promise<void>;
}

/**
 * For vitest.config.ts: runs the contract's tests without a test file, in a project of their own beside the others. What is not said here comes from the
 * configuration file. Needs vitest 3.1.
 *
 * @example
 * export default defineConfig({ plugins: [apiTestGen({ spec: 'openapi.yaml', app: 'src/app.ts' })] })
 */
export function apiTestGen(options: PluginOptions = {}): ContractPlugin {
  const own = fileURLToPath(import.meta.url);
  const file = `api-contract${extname(own)}`;
  return {
    name: 'api-test-gen',
    async configureVitest({ injectTestProjects }) {
      await injectTestProjects({
        root: dirname(own),
        test: {
          name: options.title ?? 'API contract',
          root: dirname(own),
          include: [basename(file)],
          exclude: [],
          provide: { [optionsKey]: options },
        },
      });
    },
  };
}

/** Under which the options go to the worker. */
export const optionsKey = 'api-test-gen:options';
