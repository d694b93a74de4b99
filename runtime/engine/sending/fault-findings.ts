import type { Finding } from '../../model/failure.ts';

type Details = { readonly reason: string };

/** The server ended the connection instead of answering, and did so again. */
export function brokenConnection(reason: string): Finding<Details> {
  return {
    confidence: 'proved',
    identity: 'connection-lost',
    title: 'Connection lost',
    message: `The server ended the connection without an answer: ${sentence(reason)}`,
    expected: 'an answer',
    received: 'no answer',
    hint: 'The process or its worker may have crashed: look for its last lines in the server’s log.',
    details: { reason },
  };
}

/** The server sent bytes that are no HTTP response. */
export function malformedAnswer(reason: string): Finding<Details> {
  return {
    confidence: 'likely',
    identity: 'malformed-response',
    title: 'Malformed response',
    message: `The server answered with bytes that are no HTTP response: ${sentence(reason)}`,
    expected: 'an HTTP response (RFC 9112)',
    received: reason,
    hint: 'Look at how the server writes its status line, headers and body length.',
    details: { reason },
  };
}

function sentence(text: string): string {
  return text.endsWith('.') ? text : `${text}.`;
}
