import { expect } from 'vitest';
import { writtenBaseUrl } from '../base-url.ts';
import type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';
import { runError } from '../testing/failure-error.ts';
import { loadContract } from '../testing/load-contract.ts';
import { createResponseJudge } from '../testing/response-judge.ts';
import { createObserver } from '../testing/observer.ts';
import { createMatchers } from './matchers.ts';
import './matcher-types.ts';
import { observeTests } from './observe.ts';
import { setupDefaults } from './setup-defaults.ts';

/** What the setup takes: what `contract()` does, and whether it watches. */
export interface SetupOptions extends ContractOptions {
  /** What to do of answers that break the contract: fail the test that received them, write a note, or do not watch. @default 'fail' */
  readonly observe?: 'fail' | 'note' | false;
}

/**
 * For a setup file: loads the document, adds `toConformTo` and `toConformToApi` to `expect`, and judges what the tests of the file receive from the API: at
 * its base URL if there is one, else at the document's servers and at any port of this machine. Without arguments all comes from the configuration file. Throws `UsageError`, `ConfigError` and `SpecError`.
 *
 * @example
 * await setupContract('openapi.yaml')
 */
export async function setupContract(spec?: ContractSpec, options: SetupOptions = {}): Promise<void> {
  const { observe = 'fail', ...rest } = options;
  setupDefaults.spec = spec;
  setupDefaults.options = rest;
  try {
    const { api, config } = await loadContract(spec, rest);
    const baseUrl = config.baseUrl ?? writtenBaseUrl(undefined, api);
    const judge = createResponseJudge(api, baseUrl);
    expect.extend(createMatchers(judge));
    if (observe !== false) observeTests(createObserver({ api, judge, baseUrl: config.baseUrl }), observe);
  } catch (error) {
    throw runError(error, '');
  }
}
