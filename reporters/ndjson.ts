import type { RunEvent } from '../runtime/events.ts';
import type { Reporter, ReporterContext, ReporterDefinition } from './contract.ts';

/** Legal in JSON strings, but line ends to readers such as Node's readline. */
const lineSeparators = /[\u0085\u2028\u2029]/g;

/** Every event as one line of JSON, as it came. */
export const ndjson: ReporterDefinition = {
  name: 'ndjson',
  summary: 'Every event of the run as one line of JSON.',
  create(context: ReporterContext): Reporter {
    const writeEvent = (event: RunEvent): void => {
      const line = JSON.stringify(event);
      context.write(
        `${line.replace(lineSeparators, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`,
      );
    };
    return {
      name: 'ndjson',
      on: {
        'run-started': writeEvent,
        'phase-started': writeEvent,
        'phase-finished': writeEvent,
        'case-finished': writeEvent,
        'failure-found': writeEvent,
        'kept-failures-sent': writeEvent,
        'failure-fixed': writeEvent,
        'failure-dropped': writeEvent,
        problem: writeEvent,
        warning: writeEvent,
        'workflow-finished': writeEvent,
        'edges-learned': writeEvent,
        'operation-covered': writeEvent,
        'run-finished': writeEvent,
      },
    };
  },
};
