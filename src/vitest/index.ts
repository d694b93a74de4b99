export { contract } from './contract.ts';
export { setupContract, type SetupOptions } from './setup-contract.ts';
export type { ContractMatchers } from './matcher-types.ts';
export type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';
export type { RequestHint } from '../testing/conformance.ts';
