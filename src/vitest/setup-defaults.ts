import type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';

/** What the setup file of this worker was given: `contract()` takes from it what it is not told itself. */
export const setupDefaults: { spec: ContractSpec | undefined; options: ContractOptions } = {
  spec: undefined,
  options: {},
};
