import type { WireRequest } from '../../model/exchange.ts';
import type { Probe, ProbeAnswers } from '../../model/probe.ts';
import { askFor, type Verdict } from '../contract.ts';
import { pageOf, type Page } from './page-of.ts';
import type { PagePlan } from './page-plan.ts';
import { pageRequest } from './page-request.ts';

/** The pages of two walks through a list, in their order. */
export interface Walks {
  readonly first: readonly Page[];
  readonly second: readonly Page[];
  /** The list at once, after them. */
  readonly again: Page | undefined;
  /** The page that begins at the second item, or is the second, by what the parameter counts. */
  readonly atOne: Page | undefined;
}

type Walked =
  { readonly kind: 'asks'; readonly verdict: Verdict<never> } | { readonly kind: 'walked'; readonly walks: Walks };

interface Requests {
  /** The list without any parameter for pages. */
  readonly base: WireRequest;
  /** The list at once. */
  readonly whole: WireRequest;
  readonly plan: PagePlan;
}

/** Pages that are followed, at most. */
const maxPages = 6;

/** Walks through the pages of a list, twice, and asks for what is still missing. */
export function walkPages(answers: ProbeAnswers, { base, whole, plan }: Requests): Walked {
  const last: Probe = { key: 'whole again', request: whole, credentials: 'same' };
  const result = (first: readonly Page[], second: readonly Page[], atOne?: Page): Walked => ({
    kind: 'walked',
    walks: { first, second, again: pageOf(answers.get(last.key)?.response, whole), atOne },
  });
  if (plan.kind === 'places') {
    const at = (place: number): WireRequest =>
      pageRequest(base, { limit: plan.limit, value: [plan.name, String(place)] });
    const one: Probe = { key: 'at one', request: at(1), credentials: 'same' };
    const walk = (name: string): readonly Probe[] =>
      plan.places.map((place) => ({ key: `${name} ${place}`, request: at(place), credentials: 'same' }));
    const probes = [...walk('a'), ...walk('b'), last];
    if (!answers.has(one.key)) return { kind: 'asks', verdict: askFor(one, ...probes) };
    const pages = (name: string): readonly Page[] =>
      walk(name).flatMap(({ key, request }) => pageOf(answers.get(key)?.response, request) ?? []);
    return result(pages('a'), pages('b'), pageOf(answers.get(one.key)?.response, one.request));
  }
  const start = plan.limit === undefined ? base : pageRequest(base, { limit: plan.limit });
  const [a, b] = [follow(answers, 'a', start, plan.cursor), follow(answers, 'b', start, plan.cursor)];
  const [first, ...others] = [a, b].flatMap(({ open }) => open ?? []);
  if (first !== undefined) return { kind: 'asks', verdict: askFor(first, ...others) };
  if (!answers.has(last.key)) return { kind: 'asks', verdict: askFor(last) };
  return result(a.pages, b.pages);
}

/** The pages that were followed so far, and the next one to ask for. */
function follow(
  answers: ProbeAnswers,
  name: string,
  start: WireRequest,
  cursor: string | undefined,
): { readonly pages: readonly Page[]; readonly open: Probe | undefined } {
  const pages: Page[] = [];
  let request: WireRequest | undefined = start;
  while (request !== undefined && pages.length < maxPages) {
    const key = `${name} ${pages.length}`;
    const answer = answers.get(key);
    if (answer === undefined) return { pages, open: { key, request, credentials: 'same' } };
    const page = pageOf(answer.response, request);
    if (page === undefined) break;
    pages.push(page);
    request = nextRequest(start, page, cursor);
  }
  return { pages, open: undefined };
}

function nextRequest(start: WireRequest, { next }: Page, cursor: string | undefined): WireRequest | undefined {
  if (next === undefined) return undefined;
  if ('target' in next) return { ...start, target: next.target };
  return cursor === undefined ? undefined : pageRequest(start, { value: [cursor, next.cursor] });
}
