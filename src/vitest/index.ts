export { contract } from './contract.ts';
export type { ContractOptions, ContractSpec } from '../testing/contract-options.ts';
