import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { askFor, fail, pass, skip, type Check } from '../contract.ts';
import { bodyMembers, listedMembers, type Members } from './representation.ts';
import { isServerManaged } from './server-managed.ts';

type Details = { readonly own: string; readonly foreign: string };

/** What stands in one thing must not be served as if it stood in another. */
export const resourceHierarchy: Check<'resource_hierarchy', Details> = {
  id: 'resource_hierarchy',
  severity: 'high',
  summary: 'A thing must not be served under a parent that it does not belong to.',
  history: true,
  page: {
    finds:
      'A GET of a thing on a path that leads through another parent than the one it was made in (`/shops/2/users/7`, where user 7 was made in shop 1), and that is answered with the same thing, though the list of that parent (`/shops/2/users`) does not show it. Where access is granted by parent, this is a way around it. It takes a sequence of the stateful phase; the other parent is one that the list of parents shows.',
    silent: [
      'Things that this run did not make.',
      'Parents that no list shows, or that are listed by another id than that of the path.',
      'Answers that show another thing; parents whose own list has it.',
    ],
    confidence: {
      likely: 'The list of the other parent does not have the thing.',
      heuristic: 'That list is not documented, or is not answered: parents may count their things on their own.',
    },
    sources: ['RFC 3986 §1.2.3 (Hierarchical Identifiers)', 'OWASP API1:2023'],
  },
  run(input) {
    const { operation, exchange, history, aftermath, answers } = input;
    const { request, response } = exchange;
    if (request.method !== 'GET' || response.status !== 200) return skip('no GET that was answered 200');
    const key = history?.item;
    if (key === undefined || aftermath?.thing !== key || aftermath.parents === undefined)
      return skip('its parents are not listed');
    if (history?.before.some(({ made }) => made.some((one) => one.key === key)) !== true)
      return skip('not a thing that this run made');
    if (answers?.has('parents') !== true)
      return askFor({ key: 'parents', request: aftermath.parents.request, credentials: 'same' });
    const place = placesOf(operation.path, request.target);
    const other = place && otherParent(place.parent, answers.get('parents')?.response);
    if (place === undefined || other === undefined) return skip('there is no other parent');
    const foreign = withSegment(request, place.parentAt, other);
    const list = aftermath.list && withSegment(aftermath.list.request, place.parentAt, other);
    const listProbe = list && ({ key: 'list', request: list, credentials: 'same' } as const);
    if (!answers.has('foreign'))
      return askFor({ key: 'foreign', request: foreign, credentials: 'same' }, ...(listProbe ? [listProbe] : []));
    const served = answers.get('foreign')?.response;
    if (served?.status !== 200 || !isSameThing(response, served)) return pass;
    const listed = answers.get('list')?.response;
    if (listedMembers(listed).some((item) => Object.values(item).some((value) => String(value) === place.own)))
      return pass;
    return fail({
      confidence: listed?.status === 200 ? 'likely' : 'heuristic',
      identity: 'foreign parent',
      title: 'Served under a foreign parent',
      message: `GET ${foreign.target} is answered with the thing that was made at ${request.target}.`,
      expected: '404',
      received: '200',
      hint: 'Look for the thing among those of the parent in the path, not by its own id alone.',
      location: operation.location,
      probe: 'foreign',
      details: { own: request.target, foreign: foreign.target },
    });
  },
};

interface Places {
  /** The thing's own id, and its parent's, as text. */
  readonly own: string;
  readonly parent: string;
  /** Which segment of the path is the parent's, counted from the front. */
  readonly parentAt: number;
}

/** Where the ids stand in `/…/{parent}/…/{own}`; `undefined` where the path has another form. */
function placesOf(template: string, target: string): Places | undefined {
  const wanted = template.split('/');
  const segments = (target.split('?')[0] ?? '').split('/');
  const isParameter = (at: number): boolean => /^\{[^{}]*\}$/u.test(wanted[at] ?? '');
  const last = wanted.length - 1;
  const at = wanted.findLastIndex((_, index) => index < last - 1 && isParameter(index));
  if (!isParameter(last) || isParameter(last - 1) || at === -1 || isParameter(at - 1)) return undefined;
  // What the base URL adds stands before the path.
  const parentAt = segments.length - wanted.length + at;
  const [own, parent] = [segments.at(-1), segments[parentAt]];
  return own === undefined || parent === undefined ? undefined : { own: decode(own), parent: decode(parent), parentAt };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The id of another thing in the list, at the member by which the list knows this one. */
function otherParent(own: string, list: WireResponse | undefined): string | undefined {
  const items = listedMembers(list);
  const item = items.find((one) => idMember(one, own) !== undefined);
  const name = item && idMember(item, own);
  if (item === undefined || name === undefined) return undefined;
  const other = items.find((one) => typeof one[name] === typeof item[name] && String(one[name]) !== own);
  const id = other?.[name];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function idMember(item: Members, id: string): string | undefined {
  return Object.keys(item).find((name) => {
    const value = item[name];
    return (typeof value === 'string' || typeof value === 'number') && String(value) === id && id !== '';
  });
}

function withSegment(request: WireRequest, at: number, id: string): WireRequest {
  const [path = '', ...query] = request.target.split('?');
  const segments = path.split('/');
  segments[at] = encodeURIComponent(id);
  return { ...request, target: [segments.join('/'), ...query].join('?') };
}

/** What both show is equal, but for what servers keep by themselves. */
function isSameThing(one: WireResponse, other: WireResponse): boolean {
  const [a, b] = [bodyMembers(one), bodyMembers(other)];
  if (a === undefined || b === undefined) return false;
  const names = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (name) => name === 'id' || !isServerManaged(name),
  );
  return names.length >= 2 && names.every((name) => jsonEqual(a[name], b[name]));
}
