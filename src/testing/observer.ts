import type { Api } from '../../runtime/model/operation.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import { isLoopbackHost } from '../host-kind.ts';
import { conformanceOf, type Conformance } from './conformance.ts';
import { observeResponses, type Observation, type ObservedResponse } from './observe-responses.ts';
import type { ResponseFinding, ResponseJudge } from './response-judge.ts';

/** What was seen since it was last asked for. */
interface Observed {
  /** Operations and statuses, each pair once. */
  readonly answers: readonly (readonly [operation: string, status: number])[];
  /** Requests to the server of the API that are for no operation of the document: `DELETE /pets`. */
  readonly outside: readonly string[];
  /** Answers that break the contract, each kind once. */
  readonly breaches: readonly Conformance[];
}

/** Judges what a test suite receives from the API of a document. */
export interface Observer {
  take(): Promise<Observed>;
  stop(): void;
}

export interface ObserverOptions {
  readonly api: Api;
  readonly judge: ResponseJudge;
  /** Where the API is, if anybody said so; else it is at the document's servers, and on this machine. */
  readonly baseUrl: string | undefined;
}

const patienceMs = 1000;

export function createObserver({ api, judge, baseUrl }: ObserverOptions): Observer {
  const isOurs = hostTest(api, baseUrl);
  let seen: ObservedResponse[] = [];
  const observation = observeResponses((response) => {
    if (isOurs(new URL(response.url))) seen.push(response);
  });
  return {
    async take() {
      await atMost(observation);
      const taken = seen;
      seen = [];
      return judged(taken, judge);
    },
    stop: () => observation.stop(),
  };
}

function hostTest({ servers }: Api, baseUrl: string | undefined): (url: URL) => boolean {
  if (baseUrl !== undefined) {
    const { host } = new URL(baseUrl);
    return (url) => url.host === host;
  }
  const hosts = new Set(servers.flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : [])));
  return ({ host, hostname }) => hosts.has(host) || isLoopbackHost(hostname);
}

function judged(responses: readonly ObservedResponse[], judge: ResponseJudge): Observed {
  const answers = new Map<string, readonly [string, number]>();
  const outside = new Set<string>();
  const breaches = new Map<string, Conformance>();
  for (const response of responses) {
    const [entry] = judge.operationsAt(response.method, response.url);
    if (entry === undefined) {
      outside.add(`${response.method} ${new URL(response.url).pathname}`);
      continue;
    }
    answers.set(`${response.status} ${entry.label}`, [entry.label, response.status]);
    // Whoever provokes a server error that nobody documents knows what it is.
    const findings = response.status >= 500 ? documented(judge, entry, response) : findingsOf(judge, entry, response);
    if (findings.length === 0) continue;
    const conformance = conformanceOf(entry, response, findings);
    breaches.set(conformance.message, conformance);
  }
  return { answers: [...answers.values()], outside: [...outside], breaches: [...breaches.values()] };
}

type JudgeArguments = Parameters<ResponseJudge['judge']>;

function documented(judge: ResponseJudge, ...of: JudgeArguments): readonly ResponseFinding[] {
  return findingsOf(judge, ...of).filter(({ check }) => check !== 'not_a_server_error');
}

/** Nobody asked for a verdict here: only what is more than worth a look counts, and a broken part of the document is no fault of the answer. */
function findingsOf(judge: ResponseJudge, ...of: JudgeArguments): readonly ResponseFinding[] {
  try {
    return judge.judge(...of).filter(({ finding }) => finding.confidence !== 'heuristic');
  } catch (error) {
    if (ApiTestGenError.is(error)) return [];
    throw error;
  }
}

/** A body that goes on and on is not waited for. */
async function atMost(observation: Observation): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([observation.settled(), patience]);
  clearTimeout(timer);
}
