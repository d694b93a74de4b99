export { contract } from './contract.ts';
export { forAll } from './for-all.ts';
export { setupContract, type SetupOptions } from './setup-contract.ts';
export type { ContractMatchers } from './matcher-types.ts';
export type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';
export type { RequestHint } from '../testing/conformance.ts';
export type { ForAllOptions, PropertyInput } from '../testing/for-all.ts';
