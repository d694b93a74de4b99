import { tellTaleTexts } from '../../arbitraries/formats/doubtful-texts.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import { responseDefinition } from '../../checks/response-definition.ts';
import { createTakenTexts } from '../../checks/identity/taken-texts.ts';
import type { Exchange, WireRequest, WireResponse } from '../../model/exchange.ts';
import type { HistoryView } from '../../model/history.ts';
import type { Operation, ResponseDefinition } from '../../model/operation.ts';
import type { DocumentedMethods } from '../../requests/documented-methods.ts';
import type { RouteIndex } from '../../requests/route-index.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { Transport, TransportResult } from '../../transport/contract.ts';
import type { CheckInput, Limits } from '../../checks/contract.ts';
import type { FullJudge } from '../judging/judge-custom.ts';
import type { Judgement } from '../judging/judge.ts';
import { ownHistory } from '../judging/own-history.ts';
import type { OperationState } from '../operation-state.ts';
import type { Identities } from './identities.ts';

/** Sends requests and judges what comes back. How many are under way is up to whoever sends. */
export interface Sender {
  /** Sends a request that was written for the default identity as this one. */
  send(request: WireRequest, identity?: string, changed?: ChangedCredentials): Promise<TransportResult>;
  /** Sends a request where the run has been interrupted, too: with a signal of its own. */
  sendLate(request: WireRequest, signal: AbortSignal, identity?: string): Promise<TransportResult>;
  /** What a check is given for an exchange. */
  inputOf(state: OperationState, operation: Operation, exchange: Exchange): CheckInput;
  judge(
    state: OperationState,
    operation: Operation,
    ready: ReadyCase,
    response: WireResponse,
    durationMs: number,
    history?: HistoryView,
  ): ReturnType<FullJudge>;
}

/** How the credentials of a request were changed before it is sent: for who keeps count of what is sent. */
export type ChangedCredentials = 'none' | 'wrong';

export interface SenderOptions {
  readonly transport: Transport;
  readonly signal: AbortSignal;
  readonly identities: Identities;
  readonly schemas: Schemas;
  readonly judge: FullJudge;
  readonly routes: RouteIndex;
  readonly methods: DocumentedMethods;
  readonly limits: Limits;
}

export function createSender(options: SenderOptions): Sender {
  const { transport, signal, identities, schemas, judge, routes, methods, limits } = options;
  const taken = createTakenTexts(tellTaleTexts);
  const { names } = identities;
  const inputOf: Sender['inputOf'] = (state, operation, exchange) => {
    const definition = definitionFor(state, operation, exchange.response.status);
    const input = { operation, exchange, definition, schemas, methods, limits, taken };
    return names.length === 0 ? input : { ...input, identities: names };
  };
  return {
    inputOf,
    send: (request, identity) => transport.send(identities.actAs(request, identity), signal),
    sendLate: (request, own, identity) => transport.send(identities.actAs(request, identity), own),
    judge(state, operation, ready, response, durationMs, history) {
      if (ready.case.violations.length > 0 && isSuccess(response)) taken.note(ready.case);
      const exchange = exchangeOf(ready, response, durationMs);
      const input = inputOf(state, operation, exchange);
      const judgements = judge(
        history === undefined ? input : { ...input, history: ownHistory(history, ready.identity) },
      );
      // Which of two operations on one path has answered, nobody can tell.
      const doubted = (known: readonly Judgement[]): readonly Judgement[] =>
        known.length > 0 && routes.hasTwin(operation.path) ? known.map(doubt) : known;
      return judgements instanceof Promise ? judgements.then(doubted) : doubted(judgements);
    },
  };
}

/** Member by member: this is done for every case. */
function exchangeOf(
  { case: sent, request, identity }: ReadyCase,
  response: WireResponse,
  durationMs: number,
): Exchange {
  if (identity === undefined) return { case: sent, request, response, durationMs };
  return { case: sent, request, identity, response, durationMs };
}

function isSuccess({ status }: WireResponse): boolean {
  return status >= 200 && status < 300;
}

function doubt(judgement: Judgement): Judgement {
  if (judgement.check.id === 'not_a_server_error') return judgement;
  return { ...judgement, finding: { ...judgement.finding, confidence: 'heuristic' } };
}

function definitionFor(state: OperationState, operation: Operation, status: number): ResponseDefinition | undefined {
  const { definitions } = state;
  const known = definitions.get(status);
  if (known !== undefined || definitions.has(status)) return known;
  const definition = responseDefinition(operation, status);
  definitions.set(status, definition);
  return definition;
}
