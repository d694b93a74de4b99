import type { Expression } from '../syntax/nodes.ts';

/** How tests are written for one test runner. */
export interface Runner {
  /** Where the names come from, and which. */
  readonly module: string;
  readonly names: readonly string[];
  describe(title: Expression, body: Expression): Expression;
  test(title: Expression, body: Expression): Expression;
  /** A test that is known to fail. */
  failing(title: Expression, body: Expression): Expression;
  /** A line of what is to be done. */
  todo(title: Expression): Expression;
  /** Whether modules become CommonJS. */
  readonly isCommonJs: boolean;
  readonly script: string;
  readonly dependencies: Readonly<Record<string, string>>;
  /** The lowest version of Node.js. */
  readonly node: string;
  /** Configuration files, the same for every suite. */
  readonly files: Readonly<Record<string, string>>;
}
