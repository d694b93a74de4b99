import { percentDecode } from '../requests/percent-encode.ts';
import { pointerTokens } from '../model/json.ts';
import type { StaticBody, StaticRequest, Variable } from './static-test.ts';

/** A value that an earlier answer gave, and the variable that holds it. */
export interface FlowingValue extends Variable {
  readonly value: string;
}

/** The name of a variable for what stands at a pointer in the answer to a step, counted from 1. */
export function variableName(pointer: string, step: number): string {
  const word = (pointerTokens(pointer).at(-1) ?? '').replaceAll(/[^A-Za-z\d]+/gu, '_').replaceAll(/^_+|_+$/gu, '');
  return `${/^[A-Za-z]/u.test(word) ? word : `value${word}`}${step}`;
}

/** A request with variables in place of the values that they hold: whole parts of its target, whole values of its body. */
export function withVariables(request: StaticRequest, values: readonly FlowingValue[]): StaticRequest {
  if (values.length === 0) return request;
  const target = request.target.flatMap((part) => (typeof part === 'string' ? targetParts(part, values) : [part]));
  const body = request.body === undefined ? undefined : bodyWith(request.body, values);
  // What is no literal any more needs its content type written down.
  const isNowText = body?.kind === 'text' && request.body?.kind === 'json';
  const hasType = request.headers.some(([name]) => name.toLowerCase() === 'content-type');
  const headers: StaticRequest['headers'] =
    isNowText && !hasType ? [...request.headers, ['Content-Type', 'application/json']] : request.headers;
  return { ...request, target, headers, body };
}

function targetParts(text: string, values: readonly FlowingValue[]): readonly (string | Variable)[] {
  // Delimiters are kept as pieces of their own.
  return text.split(/([/?&=])/u).map((piece) => {
    const decoded = piece === '' ? undefined : percentDecode(piece);
    const found = values.findLast(({ value }) => value === decoded);
    return found === undefined ? piece : { variable: found.variable };
  });
}

function bodyWith(body: StaticBody, values: readonly FlowingValue[]): StaticBody {
  if (body.kind === 'base64') return body;
  const text =
    body.kind === 'json' ? JSON.stringify(body.value) : body.parts.filter((part) => typeof part === 'string').join('');
  const parts = values.reduce<readonly (string | Variable)[]>(
    (known, value) => known.flatMap((part) => (typeof part === 'string' ? splitAt(part, value) : [part])),
    [text],
  );
  return parts.length === 1 ? body : { kind: 'text', parts };
}

/** Ids are whole values of members: `"id":"…"` or `"id":5`, and of a number only where the member says that it is an id. */
function splitAt(text: string, { value, variable }: FlowingValue): readonly (string | Variable)[] {
  const escaped = value.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
  const isTelling = /[A-Za-z-]/u.test(value) || value.length > 3;
  const before = isTelling ? String.raw`[:[,]` : String.raw`[iI][dD]"\s*:`;
  const place = new RegExp(String.raw`(?<=${before}\s*"?)${escaped}(?="?\s*[,}\]])`, 'u');
  const pieces = text.split(place);
  return pieces.flatMap((piece, at) => (at === 0 ? [piece] : [{ variable }, piece]));
}
