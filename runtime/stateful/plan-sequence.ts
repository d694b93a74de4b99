import type { Random } from 'fast-check';
import type { DependencyGraph } from './dependency-graph.ts';
import { actionsOn, type Action, newsIn } from './plan-actions.ts';
import { append, createPlanner, isSafe, type Planner, provide } from './plan-draft.ts';
import type { Resource } from './resource-index.ts';
import { type Experience, noExperience } from './sequence-experience.ts';
import type { SequencePlan } from './sequence-plan.ts';

/** How a sequence is drawn. */
export interface WalkSetting {
  readonly maxSteps: number;
  /** What was not seen yet comes first; nothing was by default. */
  readonly experience?: Experience;
  /** Whether chance alone decides; by default it decides among what shows most that is new. */
  readonly isRandom?: boolean;
}

/** Draws a sequence about a thing. A function of the document, the experience and the random numbers alone. Without steps where nobody gives the thing. */
export function planSequence(
  graph: DependencyGraph,
  resource: Resource,
  random: Random,
  { maxSteps, experience = noExperience, isRandom = false }: WalkSetting,
): SequencePlan {
  const planner = createPlanner({ graph, random, maxSteps, experience, manner: { kind: 'varied', isRandom } });
  const thing = provide(planner, resource, 0);
  if (thing !== undefined) work(planner, resource, thing);
  return { resource: resource.shape, steps: planner.draft.steps };
}

/** Uses, changes and deletes a thing until there is no more room. After it is gone it is asked for a few times more. */
function work(planner: Planner, resource: Resource, thing: number): void {
  const { random, draft, maxSteps, graph } = planner;
  let left = 2 * maxSteps;
  while (draft.steps.length < maxSteps && left > 0) {
    left -= 1;
    const chosen = choose(planner, resource, thing);
    if (chosen === undefined) return;
    const { entry, role, of, ofDeleted } = chosen;
    const step = append(planner, entry, role, { depth: 1, of, ofDeleted });
    if (step === undefined) continue;
    if (role === 'delete' && of !== undefined) {
      const isLast = of.step === thing && !draft.deleted.has(thing);
      draft.deleted.add(of.step);
      if (isLast) left = random.nextInt(2, 4);
    } else if (!isSafe(entry)) {
      const [made] = graph.resources.collectionsOf(entry);
      if (made === undefined || entry.method !== 'POST') continue;
      draft.made.add(step);
      draft.given.set(made.shape, step);
    }
  }
}

/** What shows much less that is new than something else is not done now. */
const nearlyAsNew = 0.75;
/** Where no more than this is new, chance decides alone. */
const littleNew = 0.3;

function choose(planner: Planner, resource: Resource, thing: number): Action | undefined {
  const { random, manner } = planner;
  const newsOf = newsIn(planner, resource, thing);
  const rated = actionsOn(planner, resource, thing).map((action) => ({ action, news: newsOf(action) }));
  const best = Math.max(0, ...rated.map(({ news }) => news));
  const isGuided = manner.kind === 'varied' && !manner.isRandom && best > littleNew;
  const open = isGuided ? rated.filter(({ news }) => news >= nearlyAsNew * best) : rated;
  const weight = ({ action, news }: (typeof rated)[number]): number =>
    Math.max(1, Math.floor(action.weight * 10 * (1 + news)));
  const total = open.reduce((sum, one) => sum + weight(one), 0);
  if (total === 0) return undefined;
  let at = random.nextInt(0, total - 1);
  return open.find((one) => (at -= weight(one)) < 0)?.action;
}
