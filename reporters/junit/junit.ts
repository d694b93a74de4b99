import type { Reporter, ReporterContext, ReporterDefinition } from '../contract.ts';
import { recordRun } from '../run-record.ts';
import { suitesOf } from './suites.ts';

/**
 * JUnit XML for CI servers (the dialect of Jenkins' xunit plugin, junit-10.xsd): a suite a phase, a case an operation.
 * Proved and likely failures are `<failure>`s; heuristic ones, and those that the baseline knows, stand in `<system-out>`. Written once, at `close`.
 */
export const junit: ReporterDefinition = {
  name: 'junit',
  summary: 'JUnit XML for CI servers: one testcase for each operation and phase.',
  create(context: ReporterContext): Reporter {
    const { record, on } = recordRun();
    let closed = false;
    return {
      name: 'junit',
      on,
      async close(): Promise<void> {
        if (closed) return;
        closed = true;
        // Loaded here: it costs more than the rest of the program's start.
        const { writeSuites } = await import('./write-suites.ts');
        context.write(writeSuites(suitesOf(record, context.cwd)));
      },
    };
  },
};
