import type { ReporterDefinition } from './contract.ts';
import { console } from './console/console.ts';
import { junit } from './junit/junit.ts';
import { ndjson } from './ndjson.ts';

export type { Handlers, Reporter, ReporterContext, ReporterDefinition } from './contract.ts';
export { console, junit, ndjson };

/** The reporters that `--report` knows. */
export const builtinReporters: readonly ReporterDefinition[] = [console, junit, ndjson];
