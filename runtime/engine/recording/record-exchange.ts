import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import { headerValue } from '../../model/exchange.ts';
import type { RecordedRequest, RecordedResponse } from '../../model/recorded-exchange.ts';
import type { JsonValue } from '../../model/json.ts';
import { isSensitiveName, type Redactor } from '../../redaction.ts';
import { recordBody } from './record-body.ts';

/** Longer bodies are cut, with a digest of the whole. */
const maxBodyBytes = 64 * 1024;

/** Turns exchanges into the redacted, plain data of events. */
export interface Recorder {
  request(request: WireRequest): RecordedRequest;
  response(response: WireResponse): RecordedResponse;
}

export function createRecorder(origin: string, redactor: Redactor): Recorder {
  return {
    request({ method, target, headers, body }) {
      // Generated values stay as they are: they hold no credential, and are what reproduces the case.
      return {
        method,
        url: redactor.text(`${origin}${target}`),
        headers: redactor.headers(headers),
        ...(body === undefined ? {} : { body: recordBody(body, redactor.text, maxBodyBytes) }),
      };
    },
    response({ status, headers, body, truncated }) {
      const isJson = (headerValue(headers, 'content-type') ?? '').includes('json');
      const recorded =
        body.byteLength === 0
          ? undefined
          : recordBody(body, isJson ? jsonRedaction(redactor) : redactor.text, maxBodyBytes);
      return {
        status,
        headers: redactor.headers(headers),
        ...(recorded === undefined ? {} : { body: truncated ? { ...recorded, truncated } : recorded }),
      };
    },
  };
}

/** A JSON body may hold a credential under its name. Only then is it written anew; else its text stays to the letter. */
function jsonRedaction(redactor: Redactor): (text: string) => string {
  return (text) => {
    if (!namesCredential(text)) return redactor.text(text);
    try {
      const value = JSON.parse(text) as JsonValue;
      const redacted = redactor.json(value);
      const before = JSON.stringify(value);
      const after = JSON.stringify(redacted);
      return before === after ? redactor.text(text) : after;
    } catch {
      return redactor.text(text);
    }
  };
}

const memberName = /"((?:[^"\\]|\\.)*)"\s*:/g;

/** Most bodies have no member that is called like a credential; parsing them would be for nothing. */
function namesCredential(json: string): boolean {
  for (const [, name = ''] of json.matchAll(memberName)) {
    // An escape may hide a name: let the parser decide.
    if (name.includes('\\') || isSensitiveName(name)) return true;
  }
  return false;
}
