import type { RunSummary } from '../../model/summary.ts';
import type { RunState } from '../run-state.ts';

/** What each identity reached, in the order of the configuration; nothing where there are fewer than two. */
export function whoReached({ identities, states }: RunState): NonNullable<RunSummary['identities']> {
  return identities.names.map((name) => {
    const identity = identities.recorded(name);
    const reached = states.filter(({ access }) => access.letIn.has(identity));
    return {
      name,
      reached: reached.length,
      beyond: reached.filter(({ access }) => !access.letIn.has(undefined)).length,
    };
  });
}
