import type { Aftermath } from '../model/aftermath.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Confidence, Failure, Finding, Severity } from '../model/failure.ts';
import type { HistoryView } from '../model/history.ts';
import type { JsonValue } from '../model/json.ts';
import type { Probe, ProbeAnswers } from '../model/probe.ts';
import type { RaceView } from '../model/race.ts';
import type { Operation, ResponseDefinition } from '../model/operation.ts';
import type { WorkflowVerdict } from '../model/workflow-verdict.ts';
import type { DocumentedMethods } from '../requests/documented-methods.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { TakenTexts } from './identity/taken-texts.ts';

/** What a check is given: one exchange and what the document says of it. */
export interface CheckInput {
  readonly operation: Operation;
  readonly exchange: Exchange;
  /** The definition that the status selects: exact, then `NXX`, then `default`. */
  readonly definition: ResponseDefinition | undefined;
  readonly schemas: Schemas;
  /** Which methods the document has for which paths. */
  readonly methods: DocumentedMethods;
  readonly limits: Limits;
  /** What was invalid in requests of this run that were answered 2xx. */
  readonly taken?: TakenTexts;
  /** What the same client did before, where that is known. */
  readonly history?: HistoryView;
  /** To a check of histories: what its step was about. */
  readonly aftermath?: Aftermath;
  /** What the workflow of a step that failed says of it. */
  readonly workflow?: WorkflowVerdict;
  /** To a check of races: the one that it judges. */
  readonly race?: RaceView;
  /** Who requests can be sent as, the default first; absent where there are fewer than two. */
  readonly identities?: readonly string[];
  /** To a check that probes: what came of the probes that it asked for so far. */
  readonly answers?: ProbeAnswers;
}

/** What the user demands beyond the document. */
export interface Limits {
  /** Milliseconds that an answer may take; no limit where it is `undefined`. */
  readonly maxResponseTimeMs: number | undefined;
  /** Whether what common frameworks let through of a JSON body is a failure like others; no by default. */
  readonly strictTypes?: boolean;
}

/** What a check says of an exchange. */
export type Verdict<D extends JsonValue = JsonValue> =
  | { readonly kind: 'pass' }
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'probe'; readonly probes: readonly [Probe, ...Probe[]] }
  /** A check of the user's may have to wait. The promise is never rejected. */
  | { readonly kind: 'later'; readonly verdict: Promise<Verdict<D>> }
  | { readonly kind: 'fail'; readonly findings: readonly [Finding<D>, ...Finding<D>[]] };

/** What a check's page says of it, in sentences of Markdown. */
interface CheckPage {
  /** What is wrong with a server that the check finds something in. */
  readonly finds: string;
  /** What it says nothing of, and so what one need not look for in its findings. */
  readonly silent: readonly string[];
  /** When a finding has which confidence; those that it never has are left out. */
  readonly confidence: Readonly<Partial<Record<Confidence, string>>>;
  /** The clauses that the rule rests on. */
  readonly sources: readonly string[];
  /** What it takes beside its name, where it does. */
  readonly options?: string;
}

/** One rule of the contract. Pure: the same input gives the same verdict. */
export interface Check<Id extends string = string, D extends JsonValue = JsonValue> {
  readonly id: Id;
  readonly severity: Severity;
  /** One sentence for lists and help. */
  readonly summary: string;
  readonly page: CheckPage;
  /** Only runs where it is named. */
  readonly optIn?: true;
  /** One exchange proves nothing, such as a slow one: a finding is reported only where two of three sendings show it. */
  readonly needsTwoOfThree?: true;
  /** A server may need a moment until it shows what it did: a finding is reported only where the last request shows it once more after so many milliseconds. */
  readonly settlesMs?: number;
  /** Judges one answered valid request of each operation, by further requests that it asks for. */
  readonly probes?: true;
  /** Judges a request of a sequence by what came before it, and by further requests that it asks for: they are sent before the sequence goes on. */
  readonly history?: true;
  /** Judges parallel requests by what the same requests did one after the other. */
  readonly races?: true;
  /** For a check of histories that sends much: of one operation it asks in so many sequences, and no more. */
  readonly maxSequences?: number;
  /** For a check that probes: what is reported where it finds the same in all operations that it judged, two or more. */
  everywhere?(found: Finding<D>): Finding<D>;
  run(input: CheckInput): Verdict<D>;
}

export type FailureOf<C> = C extends Check<infer Id, infer D> ? Failure<Id, D> : never;

export const pass: Verdict<never> = { kind: 'pass' };

/** The rule says nothing about this exchange, for this reason. */
export function skip(reason: string): Verdict<never> {
  return { kind: 'skip', reason };
}

/** The rule needs the answers to these, too. */
export function askFor(first: Probe, ...others: readonly Probe[]): Verdict<never> {
  return { kind: 'probe', probes: [first, ...others] };
}

/** What the rule says is not known yet. */
export function later<D extends JsonValue>(verdict: Promise<Verdict<D>>): Verdict<D> {
  return { kind: 'later', verdict };
}

/** The rule is broken. */
export function fail<D extends JsonValue>(first: Finding<D>, ...others: readonly Finding<D>[]): Verdict<D> {
  return { kind: 'fail', findings: [first, ...others] };
}
