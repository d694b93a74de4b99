import type { OperationContext } from '../cases/operation-context.ts';
import { sentAs, type ReadyCase } from '../cases/ready-case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { HistoryEntry, HistoryView } from '../model/history.ts';
import type { OperationEntry } from '../model/operation.ts';
import type { Phase } from '../model/phase.ts';
import type { SeedPath } from '../model/seed-path.ts';
import { bindStep, type DoneStep } from './bind-step.ts';
import { type Binding, boundCase, type Filling } from './bound-case.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { exchangeValues } from './evaluate-expression.ts';
import { historyEntry, pathOf, touchedBy } from './history-entry.ts';
import { lookRequests, type Looks } from './look-requests.ts';
import { createResourcePool, type ResourcePool } from './resource-pool.ts';
import type { PlannedStep, SequencePlan } from './sequence-plan.ts';
import { thingsOfExchange } from './things-of-exchange.ts';

/** What a sequence is carried out with. */
export interface SequenceSetting {
  readonly graph: DependencyGraph;
  readonly origin: string;
  readonly seed: number;
  /** Which sequence it is, from 0; its cases have indexes of their own. */
  readonly index: number;
  /** Whose cases they are. @default 'stateful' */
  readonly phase?: Phase;
  /** The prepared operation; `undefined` where it cannot be tested. */
  contextOf(entry: OperationEntry): OperationContext | undefined;
  /**
   * Who a step is sent as, by the owners of the things that it uses (`undefined` stands for the default identity), the innermost one on its path last. The
   * default identity where this is absent.
   */
  handOf?(entry: OperationEntry, planned: PlannedStep, owners: readonly (string | undefined)[]): string | undefined;
  /** Writes the case of a step with the values that earlier answers give it. @default drawn from the seed path */
  write?(context: OperationContext, bindings: readonly Binding[], step: StepToWrite): ReadyCase | undefined;
  /** Sends the case of a step of the plan; `undefined` where no answer came: the sequence ends, unless it only looked. Who got the answer may be another one than was planned. */
  send(entry: OperationEntry, ready: ReadyCase, planned: number, history: HistoryView): Promise<Exchange | undefined>;
  /** Looks at what a step was about before the sequence goes on, and gives what `read` was answered. */
  look?(step: SequenceStep, looks: Looks): Promise<readonly Exchange[]>;
}

/** What a case is written for. */
interface StepToWrite {
  /** Its place in the plan. */
  readonly planned: number;
  /** How often it was tried before, with other values. */
  readonly attempt: number;
  readonly seedPath: SeedPath;
  readonly filling: Filling;
  readonly scenario: string;
}

/** A request of a sequence with its answer. */
export interface SequenceStep {
  /** Its place in the plan. */
  readonly planned: number;
  readonly ready: ReadyCase;
  readonly exchange: Exchange;
  /** What was before it. */
  readonly history: HistoryView;
}

export interface SequenceResult {
  readonly steps: readonly SequenceStep[];
  /** What the sequence knows of at its end. */
  readonly pool: ResourcePool;
}

/** Of one sequence this many indexes are kept for its cases: so many steps, and tries of each. */
const indexesPerStep = 4;
export const indexesPerSequence = 64;

/** What is refused is tried anew with other values, since valid is not all that a server asks. */
const fillings: readonly Filling[] = ['random', 'plain', 'random-required'];

/**
 * Carries out a plan, a request after the other, values flowing from answers into requests. A step whose things are not there is left out. Nothing of another
 * sequence is touched: each knows what its own answers gave, alone.
 */
export async function runSequence(plan: SequencePlan, setting: SequenceSetting): Promise<SequenceResult> {
  const pool = createResourcePool();
  const done = new Map<number, DoneStep>();
  const steps: SequenceStep[] = [];
  const before: HistoryEntry[] = [];
  const hands = new Map<number, string | undefined>();
  for (const [position, planned] of plan.steps.entries()) {
    const entry = setting.graph.resources.entry(planned.operation);
    const context = entry && setting.contextOf(entry);
    if (entry === undefined || context === undefined) continue;
    for (const [attempt, filling] of fillings.entries()) {
      const ready = prepare({ planned, position, attempt, filling, entry, context }, { setting, pool, done, hands });
      if (ready === undefined) continue;
      const history = { before: [...before], ...touchedBy(entry, ready.case.values, setting.graph.resources) };
      const exchange = await setting.send(entry, ready, position, history);
      // What was only looked at changed nothing; after anything else nobody knows what there is.
      if (exchange === undefined && isLook(planned)) break;
      if (exchange === undefined) return { steps, pool };
      hands.set(position, exchange.identity);
      const step = { planned: position, ready: sentAs(ready, exchange.identity), exchange, history };
      steps.push(step);
      const { status } = exchange.response;
      const values = exchangeValues(exchange, setting.origin);
      const index = setting.graph.resources;
      const things = thingsOfExchange(values, { entry, index, step: position, owner: exchange.identity });
      before.push(historyEntry(entry, exchange, things, index));
      pool.add(things);
      if (setting.look !== undefined) {
        const path = pathOf(entry, ready.case.values, index);
        const looks = lookRequests(entry, things, path, { ...setting, index: ready.case.seedPath.index });
        const { read } = looks;
        for (const seen of await setting.look(step, looks))
          if (read !== undefined) before.push(historyEntry(read.entry, seen, [], index));
      }
      if (status >= 200 && status < 300) done.set(position, { entry, values });
      if (!isWorthAnother(planned, ready, attempt, status)) break;
    }
  }
  return { steps, pool };
}

function isLook({ role }: PlannedStep): boolean {
  return role === 'read' || role === 'list';
}

interface Attempt {
  readonly planned: PlannedStep;
  readonly position: number;
  readonly attempt: number;
  readonly filling: Filling;
  readonly entry: OperationEntry;
  readonly context: OperationContext;
}

/** What a sequence has come to. */
interface SoFar {
  readonly setting: SequenceSetting;
  readonly pool: ResourcePool;
  readonly done: ReadonlyMap<number, DoneStep>;
  /** Who sent which step. */
  readonly hands: ReadonlyMap<number, string | undefined>;
}

function prepare(
  { planned, position, attempt, filling, entry, context }: Attempt,
  { setting, pool, done, hands }: SoFar,
): ReadyCase | undefined {
  const bindings = bindStep(planned, entry, { graph: setting.graph, pool, done });
  if (bindings === undefined) return undefined;
  const place = planned.drawnAt ?? position;
  const index = setting.index * indexesPerSequence + place * indexesPerStep + attempt;
  const { seed, phase = 'stateful' } = setting;
  const seedPath = { seed, operation: entry.label, phase, index };
  const scenario = planned.afterDelete ? `${planned.role}_after_delete` : planned.role;
  const ready =
    setting.write === undefined
      ? boundCase(context, bindings, seedPath, { filling, scenario })
      : setting.write(context, bindings, { planned: position, attempt, seedPath, filling, scenario });
  const identity = setting.handOf?.(entry, planned, ownersOf(bindings, hands));
  return ready && sentAs(ready, identity);
}

/** Those of the things in the path last: they decide who may come there. */
function ownersOf(
  bindings: readonly Binding[],
  hands: ReadonlyMap<number, string | undefined>,
): readonly (string | undefined)[] {
  const inPath = bindings.filter(({ need }) => need.in === 'path');
  const others = bindings.filter(({ need }) => need.in !== 'path');
  return [...others, ...inPath].map(({ source }) => hands.get(source.step));
}

/** What makes and changes things is refused for its values; all else for the filters and headers that it need not have. */
function isWorthAnother(
  { role, afterDelete }: PlannedStep,
  { case: { values } }: ReadyCase,
  attempt: number,
  status: number,
): boolean {
  if (afterDelete) return false;
  if (role === 'create' || role === 'update' || role === 'use')
    return status === 400 || status === 404 || status === 409 || status === 412 || status === 422;
  const { query, header, cookie } = values;
  const hasMore = [query, header, cookie].some((sent) => Object.keys(sent).length > 0);
  return attempt === 0 && hasMore && (status === 400 || status === 404 || status === 412 || status === 422);
}
