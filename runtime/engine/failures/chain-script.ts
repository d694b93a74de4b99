import type { WireRequest } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import { pointerTokens } from '../../model/json.ts';
import { percentDecode } from '../../requests/percent-encode.ts';

/** A step as a shell sends it: `curl` writes the line of a request. */
export interface ScriptStep {
  readonly step: FailureStep;
  readonly request: WireRequest;
  curl(request: WireRequest): string;
}

/** A value that an answer gives, under the name of the variable that holds it. */
interface Variable {
  readonly name: string;
  readonly value: string;
  /** The step that gives it, from 1, and where in its answer: a filter of jq. */
  readonly step: number;
  readonly filter: string;
}

/**
 * The requests of a sequence as commands for a POSIX shell. What an answer gives flows into later requests by a variable, which jq fills; where it comes from
 * something else than a body, a comment says what to put in its place.
 */
export function chainScript(steps: readonly ScriptStep[]): string {
  const variables = variablesOf(steps.map(({ step }) => step));
  return steps.map((one, at) => commandOf(one, at + 1, variables)).join('\n');
}

function variablesOf(steps: readonly FailureStep[]): readonly Variable[] {
  const found = new Map<string, Variable>();
  for (const { given = [] } of steps) {
    for (const { name, value, step, from } of given) {
      const pointer = / response\.body#(?<pointer>(?:\/.*)?)$/u.exec(from)?.groups?.['pointer'];
      if (pointer === undefined) continue;
      const filter = jqFilter(pointerTokens(pointer));
      const key = `${step} ${filter}`;
      if (found.has(key)) continue;
      const word = (name.split('/').at(-1) ?? '').replaceAll(/\W+/gu, '_') || 'value';
      const isTaken = [...found.values()].some((one) => one.name === `${word}_${step}`);
      found.set(key, { name: `${word}_${step}${isTaken ? `_${found.size}` : ''}`, value, step, filter });
    }
  }
  return [...found.values()];
}

function jqFilter(tokens: readonly string[]): string {
  if (tokens.length === 0) return '.';
  return tokens
    .map((token, at) => {
      if (/^\d+$/u.test(token)) return at === 0 ? `.[${token}]` : `[${token}]`;
      return /^[A-Za-z_]\w*$/u.test(token) ? `.${token}` : `${at === 0 ? '.' : ''}[${JSON.stringify(token)}]`;
    })
    .join('');
}

function commandOf({ step, request, curl }: ScriptStep, number: number, variables: readonly Variable[]): string {
  const known = variables.filter((one) => one.step < number);
  const line = known.reduce(
    (text, { name }) => text.replaceAll(markOf(name), `'"$${name}"'`).replaceAll(`"$${name}"''`, `"$${name}"`),
    curl(withMarks(request, known)),
  );
  const own = variables.filter((one) => one.step === number);
  const wait = step.afterMs === undefined ? '' : `sleep ${Math.ceil(step.afterMs / 1000)}; `;
  const comment = `# ${number}${step.look === true ? ` ${purposeOf(step)}` : ''}${byHand(step)}`;
  if (own.length === 0) return `${comment}\n${wait}${line}`;
  const silent = line.replace(/^(?<pipe>(?:printf .* \| )?)curl /su, '$<pipe>curl -sS ');
  return [
    comment,
    `${wait}body_${number}=$(${silent})`,
    ...own.map(
      ({ name, filter }) => `${name}=$(printf '%s' "$body_${number}" | jq -r '${filter.replaceAll("'", `'\\''`)}')`,
    ),
  ].join('\n');
}

/** Why a check sent what is none of the judged requests. */
function purposeOf({ request: { method } }: FailureStep): string {
  return method === 'GET' || method === 'HEAD' ? 'looks at what that did' : 'is sent to compare';
}

/** What no variable holds. */
function byHand({ given = [] }: FailureStep): string {
  const others = given.filter(({ from }) => !from.includes(' response.body#'));
  return others.map(({ value, step, from }) => `; for ${value} put what ${step} gave: ${from}`).join('');
}

function markOf(name: string): string {
  return `__ATG_${name}__`;
}

/** The request with a mark in place of each value that a variable holds. */
function withMarks(request: WireRequest, variables: readonly Variable[]): WireRequest {
  if (variables.length === 0) return request;
  const [path = '', ...query] = request.target.split('?');
  const markFor = (text: string): string | undefined => {
    const decoded = percentDecode(text);
    const found = variables.findLast(({ value }) => value === decoded);
    return found && markOf(found.name);
  };
  const segments = path.split('/').map((segment) => (segment === '' ? segment : (markFor(segment) ?? segment)));
  const pairs = query
    .join('?')
    .split('&')
    .map((pair) => {
      const [name = '', ...value] = pair.split('=');
      const mark = value.length === 0 ? undefined : markFor(value.join('='));
      return mark === undefined ? pair : `${name}=${mark}`;
    });
  const target = query.length === 0 ? segments.join('/') : `${segments.join('/')}?${pairs.join('&')}`;
  return { ...request, target, body: markedBody(request.body, variables) };
}

/** Ids in bodies are whole values; what is only equal by chance is rare among them, and text of any length is left alone. */
function markedBody(body: WireRequest['body'], variables: readonly Variable[]): WireRequest['body'] {
  if (typeof body !== 'string' || !/^\s*[[{]/u.test(body)) return body;
  return variables.reduce((text, { name, value }) => {
    const escaped = value.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    const isReference = /[A-Za-z-]/u.test(value) || value.length > 3;
    // A short number may be anything: only where the member says that it is an id.
    const before = isReference ? String.raw`[:[,]\s*` : String.raw`"[^"]*(?:[iI][dD]|_id|[nN]umber)"\s*:\s*`;
    return text
      .replaceAll(new RegExp(`(${before})"${escaped}"(?=\\s*[,}\\]])`, 'gu'), `$1"${markOf(name)}"`)
      .replaceAll(new RegExp(`(${before})${escaped}(?=\\s*[,}\\]])`, 'gu'), `$1${markOf(name)}`);
  }, body);
}
