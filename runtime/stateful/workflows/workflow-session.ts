import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import type { Location } from '../../model/location.ts';
import type { OperationEntry, OperationLabel } from '../../model/operation.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import type { Workflow, WorkflowKey } from '../../model/workflow.ts';
import type { WorkflowVerdict } from '../../model/workflow-verdict.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { DependencyGraph } from '../dependency-graph.ts';
import type { Looks } from '../look-requests.ts';
import type { SequenceStep } from '../run-sequence.ts';
import type { NamedValues, ValueScope } from './workflow-values.ts';

/** What a workflow that came to its end leaves to those that depend on it. */
export interface DoneWorkflow {
  readonly inputs: NamedValues;
  readonly outputs: NamedValues;
  /** Something was made up for it. */
  readonly isGuess: boolean;
}

/** What workflows are carried out with. */
export interface WorkflowSetting {
  readonly workflows: ReadonlyMap<WorkflowKey, Workflow>;
  readonly done: ReadonlyMap<WorkflowKey, DoneWorkflow>;
  readonly graph: DependencyGraph;
  readonly schemas: Schemas;
  readonly origin: string;
  readonly seed: number;
  /** The first of the indexes that are kept for its cases: one for each request. */
  readonly index: number;
  /** The inputs that are given for a workflow. */
  inputsOf(workflow: Workflow): NamedValues;
  contextOf(operation: OperationLabel): OperationContext | undefined;
  /** Sends the case of a step; `undefined` where no answer came, and the workflow ends. */
  send(entry: OperationEntry, ready: ReadyCase, step: StepPlace, history: HistoryView): Promise<Exchange | undefined>;
  /** Waits before a step is tried again; `false` where the run is over. */
  wait(ms: number): Promise<boolean>;
  /** Looks at what a step was about before the workflow goes on, and gives what `read` was answered. */
  look?(step: SequenceStep, looks: Looks): Promise<readonly Exchange[]>;
}

/** Which request of a workflow it is. */
export interface StepPlace {
  /** From 0, among all requests of the workflow and of those that it calls. */
  readonly position: number;
  /** The step, by its workflow and its id. */
  readonly name: string;
}

/** A request of a workflow with its answer. */
export interface WorkflowExchange extends SequenceStep, StepPlace {
  readonly entry: OperationEntry;
  /** A value of the request was made up, or an input that nobody gave goes into it. */
  readonly isMadeUp: boolean;
}

/** What a workflow's own word is for one of its exchanges. */
export interface JudgedExchange {
  readonly step: WorkflowExchange;
  readonly verdict: WorkflowVerdict;
}

/**
 * `done`: it came to its end; `failed`: a step was no success, and nothing of the workflow provides for that; `stuck`: it cannot go on, for a reason that
 * lies with the workflow; `stopped`: no answer came, or the run is over.
 */
export type WorkflowEnd =
  | { readonly kind: 'done' | 'stopped' }
  | { readonly kind: 'failed'; readonly judged: JudgedExchange | undefined }
  | { readonly kind: 'stuck'; readonly reason: string; readonly hint: string; readonly location: Location };

/** What one workflow came to. */
export interface Performed {
  readonly end: WorkflowEnd;
  readonly inputs: NamedValues;
  /** The inputs that nobody gave. */
  readonly madeUp: ReadonlySet<string>;
  readonly outputs: NamedValues;
}

/** A workflow and those that it calls, while they are carried out. */
export interface Session {
  readonly setting: WorkflowSetting;
  readonly steps: WorkflowExchange[];
  readonly before: HistoryEntry[];
  /** Something was made up for a request. */
  isGuess: boolean;
  /** Carries out a workflow as part of it. */
  perform(workflow: Workflow, given: NamedValues, depth: number): Promise<Performed>;
}

/** One workflow of a session. */
export interface Frame {
  readonly session: Session;
  readonly workflow: Workflow;
  readonly inputs: NamedValues;
  readonly madeUp: ReadonlySet<string>;
  /** Of its steps. */
  readonly outputs: Map<string, NamedValues>;
  /** The last request of each step. */
  readonly last: Map<string, WorkflowExchange>;
  readonly depth: number;
}

/** What expressions mean between the steps of a workflow. */
export function scopeOf({ session, inputs, outputs }: Frame): ValueScope {
  return { inputs, steps: outputs, workflows: session.setting.done, exchange: undefined, outputs: {} };
}

/** Where the values of a request come from, but for which request it is. */
export function seedOf({ setting: { seed } }: Session, operation: OperationLabel): Omit<SeedPath, 'index'> {
  return { seed, operation, phase: 'stateful' };
}

export function stuck(reason: string, hint: string, location: Location): WorkflowEnd {
  return { kind: 'stuck', reason, hint, location };
}

export function unknownWorkflow({ location }: Workflow, key: WorkflowKey): WorkflowEnd {
  return stuck(`there is no workflow "${key}"`, 'Name a workflow that can be run.', location);
}
