import type { Phase } from '../../runtime/model/phase.ts';

/** One test: what one operation does in one phase. */
export interface ContractPart {
  /** `GET /pets/{id} · coverage` */
  readonly name: string;
  /** `GET /pets/{id}` */
  readonly operation: string;
  readonly phase: Phase;
}

/** The test of what no operation alone is to blame for. */
export const wholeApi = 'the whole API';
