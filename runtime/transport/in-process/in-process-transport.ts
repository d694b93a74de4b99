import pLimit from 'p-limit';
import { headerValue } from '../../model/exchange.ts';
import { isStreamMediaType } from '../../model/stream-media-types.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Outcome } from '../attempt.ts';
import type { Transport } from '../contract.ts';
import { createDeadlines, type Expirable } from '../deadlines.ts';
import { type Abortable, createOpenRequests } from '../open-requests.ts';
import { sendPatiently, stopped } from '../send-patiently.ts';
import type { ThrottlePolicy } from '../throttle.ts';
import type { AppAnswer, AppCall } from './app-call.ts';

export interface InProcessOptions {
  /** How many requests are under way at most. Others wait, and their time has not begun. */
  readonly connections: number;
  /** For the answer and its body together. */
  readonly timeoutMs: number;
  /** How long the body of a stream is listened to. Default 1,000. */
  readonly listenMs?: number;
  /** Of a body, before and after content-decoding; what comes after is not read. */
  readonly maxResponseBytes: number;
  /** Default: 3 retries, waits of at most 60 s. */
  readonly throttle?: ThrottlePolicy;
}

const defaultListenMs = 1_000;

/**
 * Sends requests to an application in this process: no port, no network, the same answers. What the application throws is an answer with status 500 that says
 * so, since that is what a server makes of it. An application that blocks the process cannot be timed out.
 */
export function createInProcessTransport(call: AppCall, options: InProcessOptions): Transport {
  const { timeoutMs, listenMs = defaultListenMs, maxResponseBytes } = options;
  const open = createOpenRequests();
  const deadlines = createDeadlines(timeoutMs);
  const streamDeadlines = createDeadlines(Math.min(timeoutMs, listenMs));
  const closing = new AbortController();
  const limit = pLimit(options.connections);

  const once = (request: WireRequest, signal: AbortSignal): Promise<Outcome> =>
    new Promise((resolve) => {
      if (signal.aborted || closing.signal.aborted) {
        resolve(stopped);
        return;
      }
      const startedAt = performance.now();
      const reading: Reading = { chunks: [], length: 0, isSettled: false, isStream: false, answer: undefined };
      const settle = (outcome: Outcome): void => {
        if (reading.isSettled) return;
        reading.isSettled = true;
        open.delete(item);
        deadlines.delete(item);
        streamDeadlines.delete(item);
        resolve(outcome);
      };
      const elapsed = (): number => performance.now() - startedAt;
      const respond = (isCut: boolean): void => settle(outcomeOf(reading, isCut, elapsed()));
      const item: Expirable & Abortable = {
        deadline: 0,
        expire: () =>
          reading.isStream ? respond(true) : settle(fault('timeout', late(reading, timeoutMs), elapsed())),
        abort: () => settle(fault('aborted', 'The run was stopped before the response came.', elapsed())),
      };
      open.add(item, signal);
      deadlines.add(item);
      const onStream = (): void => {
        deadlines.delete(item);
        streamDeadlines.add(item);
      };
      visit(call, request, reading, { maxBytes: maxResponseBytes, onStream }).then(respond, (error: unknown) =>
        settle(reading.answer === undefined ? thrown(error, elapsed()) : brokenOff(error, elapsed())),
      );
    });

  return {
    send: sendPatiently((request, signal) => limit(() => once(request, signal)), {
      ...options,
      closing: closing.signal,
    }),
    close: () => {
      closing.abort();
      open.close();
      deadlines.clear();
      streamDeadlines.clear();
      return Promise.resolve();
    },
  };
}

interface Reading {
  readonly chunks: Uint8Array[];
  length: number;
  /** Nobody waits for the rest. */
  isSettled: boolean;
  isStream: boolean;
  answer: AppAnswer | undefined;
}

/** Whether the body was cut. */
async function visit(
  call: AppCall,
  request: WireRequest,
  reading: Reading,
  { maxBytes, onStream }: { readonly maxBytes: number; onStream(): void },
): Promise<boolean> {
  const answer = await call(request);
  reading.answer = answer;
  const { body, status, headers } = answer;
  if (body === undefined) return false;
  // RFC 9110 §9.3.2, §15.3.5, §15.4.5: a server sends no content here, whatever the application gave it.
  const isBare = request.method === 'HEAD' || status === 204 || status === 304;
  reading.isStream = isStreamMediaType(headerValue(headers, 'content-type') ?? '');
  if (reading.isStream && !isBare) onStream();
  for await (const chunk of body) {
    if (reading.isSettled || isBare) return false;
    const room = maxBytes - reading.length;
    const kept = chunk.length > room ? chunk.subarray(0, room) : chunk;
    reading.chunks.push(kept);
    reading.length += kept.length;
    if (kept !== chunk) return true;
  }
  return false;
}

const noBytes = new Uint8Array(0);

function outcomeOf({ answer, chunks, length }: Reading, truncated: boolean, durationMs: number): Outcome {
  const { status = 0, headers = [] } = answer ?? {};
  const body = chunks.length > 1 ? Buffer.concat(chunks, length) : (chunks[0] ?? noBytes);
  return { kind: 'response', status, headers, body, truncated, durationMs };
}

function fault(kind: 'timeout' | 'aborted' | 'connection-lost', message: string, durationMs: number): Outcome {
  return { kind: 'fault', fault: kind, message, durationMs, stale: false };
}

function late({ answer, length }: Reading, timeoutMs: number): string {
  if (answer === undefined) return `The application did not answer within ${timeoutMs} ms.`;
  return `The application answered ${answer.status}, but the body did not end within ${timeoutMs} ms: ${length} bytes of it were read.`;
}

function brokenOff(error: unknown, durationMs: number): Outcome {
  const reason = error instanceof Error ? error.message : String(error);
  return fault('connection-lost', `The application broke off in the middle of the response: ${reason}.`, durationMs);
}

/** The code of light-my-request for a response that was destroyed. */
const hungUp = 'LIGHT_ECONNRESET';

/** Its own frames alone: those of this tool tell nobody anything. */
function thrown(error: unknown, durationMs: number): Outcome {
  if (error instanceof Error && 'code' in error && error.code === hungUp)
    return fault('connection-lost', 'The application closed the connection without an answer.', durationMs);
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const frame = error instanceof Error ? error.stack?.split('\n').find((line) => /^\s+at /u.test(line)) : undefined;
  const body = Buffer.from(`The application threw ${text}${frame === undefined ? '' : `\n${frame}`}\n`);
  const headers = [['content-type', 'text/plain; charset=utf-8']] as const;
  return { kind: 'response', status: 500, headers, body, truncated: false, durationMs };
}
