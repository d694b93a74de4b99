import { errors } from 'undici';
import type { TransportFault } from './contract.ts';

/** How far a request had come when it failed; `answered` once the head of a response was read. */
export type Progress = 'connecting' | 'sent' | 'answered';

/** The fault that an error of the connection stands for, and a sentence that says so. */
export interface Fault {
  readonly fault: TransportFault;
  readonly message: string;
}

/** Codes that say: the bytes that came are no HTTP. All others, once the request was sent, mean that the connection ended. */
const malformedCodes = new Set(['UND_ERR_HEADERS_OVERFLOW', 'ERR_ASSERTION']);
/** What the socket's error says where a response of status 101 came that nobody had asked for. */
const malformedMessage = 'bad upgrade';
/** The parser's word for an end of the connection inside a message: those bytes are missing, not bad. */
const earlyEnd = 'Invalid EOF state';

/** Says what an error of undici, of a socket or of TLS means to the one who sent the request. */
export function faultOf(error: unknown, progress: Progress, origin: string): Fault {
  const code = codeOf(error);
  const reason = reasonOf(error);
  if (progress === 'connecting') {
    if (code === 'ECONNREFUSED') return { fault: 'refused', message: `Nothing listens at ${origin}: ${reason}.` };
    return { fault: 'unreachable', message: `No connection to ${origin}: ${reason}.` };
  }
  // undici calls any bytes that do not parse a mismatch where a length was announced; after the head, only an end is.
  const isMismatch = code === 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH';
  const isEnd = (isMismatch && progress === 'answered') || reason.includes(earlyEnd);
  // By type: undici 7 leaves the code of a parser's error undefined; that of node:http is HPE_….
  const isUnparsed = error instanceof errors.HTTPParserError || code.startsWith('HPE_');
  const isMalformed = isMismatch || isUnparsed || malformedCodes.has(code) || reason === malformedMessage;
  if (isMalformed && !isEnd) {
    return { fault: 'malformed-response', message: `What ${origin} answered is no HTTP/1.1 response: ${reason}.` };
  }
  const end = isEnd ? 'it ended in the middle of the response' : reason;
  return {
    fault: 'connection-lost',
    message: `The connection to ${origin} was lost after the request was sent: ${end}.`,
  };
}

/** Whether undici gave up on a `100 Continue` that nobody had asked for, which is legal. */
export function isUnaskedContinue(error: unknown): boolean {
  return error instanceof Error && error.message === 'bad response';
}

/** Whether undici found the request itself impossible to send. */
export function isUnsendable(error: unknown): boolean {
  const code = codeOf(error);
  return (
    code === 'UND_ERR_INVALID_ARG' || code === 'UND_ERR_NOT_SUPPORTED' || code === 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH'
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** A host with several addresses fails with one error for each of them, and no message of its own. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ');
  if (error instanceof errors.HTTPParserError) return /\((.*)\)$/.exec(error.message)?.[1] ?? error.message;
  return error instanceof Error ? error.message.replace(/\.$/, '') || codeOf(error) : String(error);
}
