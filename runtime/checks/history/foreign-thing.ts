import type { Exchange, WireRequest, WireResponse } from '../../model/exchange.ts';
import type { ProbeAnswer } from '../../model/probe.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import type { CheckInput } from '../contract.ts';
import { isErrorEnvelope } from '../error-envelope.ts';
import { bodyMembers, listedMembers, type Members } from './representation.ts';
import { isServerManaged } from './server-managed.ts';

/** A thing that one identity made, and the others, to whom it may be none of their business. */
export interface ForeignThing {
  /** Who made it, and sent the judged request. */
  readonly owner: string;
  readonly others: readonly string[];
  /** The POST that made it. */
  readonly creation: Exchange;
  /** Its id as the path has it. */
  readonly id: string;
  /** Where the answer to its creation has the id. */
  readonly idPath: readonly string[];
}

/** As many other identities are asked. */
const maxOthers = 3;

/** The thing that the judged request is about, where it was made by the one who sent it, and others could be asked for it. */
export function foreignThing({ identities, exchange, history, aftermath }: CheckInput): ForeignThing | undefined {
  const [first] = identities ?? [];
  const key = history?.item;
  if (first === undefined || history === undefined || key === undefined || aftermath?.thing !== key) return undefined;
  const creation = history.before.find(({ made }) => made.some((one) => one.key === key && one.certainty >= sure));
  const id = lastSegment(exchange.request.target);
  if (creation === undefined || id === undefined || creation.exchange.request.method !== 'POST') return undefined;
  if (creation.exchange.identity !== exchange.identity) return undefined;
  const idPath = pathTo(bodyMembers(creation.exchange.response), id);
  if (idPath === undefined) return undefined;
  const owner = exchange.identity ?? first;
  const others = (identities ?? []).filter((name) => name !== owner).slice(0, maxOthers);
  return { owner, others, creation: creation.exchange, id, idPath };
}

/** Below this the ids may belong to something else. */
const sure = 0.85;

/** The request as it is about another thing, that the same request made: whoever sent it, and under the same parent. `undefined` where no id came. */
export function aboutThing(
  request: WireRequest,
  made: ProbeAnswer | undefined,
  { idPath }: ForeignThing,
): WireRequest | undefined {
  if (!isDone(made?.response)) return undefined;
  let value: unknown = made.response && bodyMembers(made.response);
  for (const name of idPath) value = isMembers(value) ? value[name] : undefined;
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const [path = '', ...query] = request.target.split('?');
  const target = [`${path.slice(0, path.lastIndexOf('/') + 1)}${encodeURIComponent(String(value))}`, ...query].join(
    '?',
  );
  return { ...request, target };
}

/** Whether an answer says that what was asked for is done, and not only accepted. */
export function isDone(response: WireResponse | undefined): response is WireResponse {
  if (response === undefined || response.status < 200 || response.status > 299) return false;
  return response.status !== 202 && response.status !== 207 && !isErrorEnvelope(response);
}

/** Whether an answer says that who asks may not, or that there is nothing for them to see. */
export function isRefusal(response: WireResponse | undefined): boolean {
  return [401, 403, 404, 410].includes(response?.status ?? 0);
}

/** Whether another one is shown all that the owner is: who is shown less sees what is meant for others. */
export function showsAll(own: WireResponse, foreign: WireResponse | undefined): boolean {
  if (!isDone(foreign)) return false;
  const [mine, theirs] = [bodyMembers(own), bodyMembers(foreign)];
  if (mine === undefined || theirs === undefined) return false;
  const names = Object.keys(mine).filter((name) => name === 'id' || !isServerManaged(name));
  return names.length >= 2 && names.every((name) => jsonEqual(mine[name], theirs[name]));
}

/** Whether a list has a thing; `undefined` where there is no list to look at. */
export function lists(response: WireResponse | undefined, id: string): boolean | undefined {
  if (response === undefined || response.status < 200 || response.status > 299) return undefined;
  const hasId = (item: Members): boolean =>
    Object.values(item).some((value) => (isMembers(value) ? hasId(value) : isScalar(value) && String(value) === id));
  // A list of nothing is one, too.
  return listedMembers(response).some(hasId);
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

/**
 * A JSON request with its texts otherwise, by the same letters: what is there once may not be made again as it is. Which way, `number` says. `undefined` where that
 * makes no other one.
 */
export function varyTexts(request: WireRequest, number: number): WireRequest | undefined {
  const members = bodyMembers(request);
  if (members === undefined) return undefined;
  const varied = Object.entries(members).map(([name, value]) => [
    name,
    typeof value === 'string' && !isTime(value) ? shuffled(value, number) : value,
  ]);
  const body = JSON.stringify(Object.fromEntries(varied));
  return body === JSON.stringify(members) ? undefined : { ...request, body };
}

/** The letters of a time mean something where they stand. */
function isTime(text: string): boolean {
  return /^\d{4}-\d\d/u.test(text);
}

/** Capitals stay among capitals, and all other characters where they are: most patterns and formats go on being met. */
function shuffled(text: string, number: number): string {
  return shuffledOf(shuffledOf(text, /[a-z]/gu, number), /[A-Z]/gu, number);
}

function shuffledOf(text: string, letter: RegExp, number: number): string {
  const letters = text.match(letter) ?? [];
  let state = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  for (let at = letters.length - 1; at > 0; at -= 1) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    const other = (state >>> 8) % (at + 1);
    // Both are below the length.
    [letters[at], letters[other]] = [letters[other] as string, letters[at] as string];
  }
  let next = 0;
  return text.replaceAll(letter, () => letters[next++] ?? '');
}

/** The id that a path ends with. */
export function lastSegment(target: string): string | undefined {
  const segment = (target.split('?')[0] ?? '').split('/').at(-1);
  if (segment === undefined || segment === '') return undefined;
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const maxDepth = 3;

/** The names that lead to the id in an object, the shortest way first. */
function pathTo(members: Members | undefined, id: string, depth = maxDepth): readonly string[] | undefined {
  if (members === undefined || depth === 0) return undefined;
  const own = Object.keys(members).find((name) => isScalar(members[name]) && String(members[name]) === id);
  if (own !== undefined) return [own];
  for (const [name, value] of Object.entries(members)) {
    const inner = isMembers(value) ? pathTo(value, id, depth - 1) : undefined;
    if (inner !== undefined) return [name, ...inner];
  }
  return undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
