import { expect } from 'vitest';
import { writtenBaseUrl } from '../base-url.ts';
import type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';
import { runError } from '../testing/failure-error.ts';
import { loadContract } from '../testing/load-contract.ts';
import { createResponseJudge } from '../testing/response-judge.ts';
import { createMatchers } from './matchers.ts';
import './matcher-types.ts';
import { setupDefaults } from './setup-defaults.ts';

/**
 * For a setup file: loads the document, and adds `toConformTo` and `toConformToApi` to `expect`. Without arguments all comes from the configuration
 * file. Throws `UsageError`, `ConfigError` and `SpecError`.
 *
 * @example
 * await setupContract('openapi.yaml')
 */
export async function setupContract(spec?: ContractSpec, options: ContractOptions = {}): Promise<void> {
  setupDefaults.spec = spec;
  setupDefaults.options = options;
  try {
    const { api, config } = await loadContract(spec, options);
    const baseUrl = config.baseUrl ?? writtenBaseUrl(undefined, api);
    expect.extend(createMatchers(createResponseJudge(api, baseUrl)));
  } catch (error) {
    throw runError(error, '');
  }
}
