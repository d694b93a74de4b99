import { phases } from '../../runtime/model/phase.ts';
import { partName } from '../../reporters/part-name.ts';
import type { ContractPart } from './contract-part.ts';
import type { LoadedContract } from './load-contract.ts';

/** The tests of a contract: by phase, in the order they run, and by operation, in the document's order. */
export function createContractParts({ config, operations }: LoadedContract): readonly ContractPart[] {
  const wanted = phases.filter((phase) => config.phases.includes(phase));
  return wanted.flatMap((phase) =>
    operations.map((operation) => ({ name: partName(operation, phase), operation, phase })),
  );
}
