import { canBeSentAgain } from '../../runtime/engine/failures/is-chain.ts';
import { isOfRun } from '../../runtime/engine/judging/judges-runs.ts';
import type { EventOf } from '../../runtime/events.ts';
import { keptFailureVersion } from '../../runtime/model/kept-failure.ts';
import type { Reporter } from '../../reporters/contract.ts';
import type { FailureStore } from './failure-store.ts';

/**
 * Keeps what a run finds for the next one, and takes away what it does not find any more. A folder that cannot be written ends the keeping, which
 * `onError` hears of once, and nothing else.
 */
export function keepFailures(store: FailureStore, onError: (error: unknown) => void): Reporter {
  let started: EventOf<'run-started'> | undefined;
  let works = true;
  const attempt = (action: () => void): void => {
    if (!works) return;
    try {
      action();
    } catch (error) {
      works = false;
      onError(error);
    }
  };
  return {
    name: 'failures',
    on: {
      'run-started': (event) => {
        started = event;
      },
      'failure-found': ({ failure }) => {
        if (started === undefined || isOfRun(failure) || !canBeSentAgain(failure)) return;
        const { spec, baseUrl } = started;
        attempt(() => store.save({ version: keptFailureVersion, spec, baseUrl, failure }));
      },
      'failure-fixed': ({ id, from }) => {
        if (from === 'kept') attempt(() => store.remove(id));
      },
      'failure-dropped': ({ id }) => attempt(() => store.remove(id)),
    },
  };
}
