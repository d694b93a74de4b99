import { itemKeys } from './item-keys.ts';
import type { Page } from './page-of.ts';
import type { PagePlan } from './page-plan.ts';
import type { Walks } from './page-walk.ts';

/** What is wrong with the pages of a list. */
export interface PageFault {
  readonly kind: 'limit' | 'overlap' | 'lost';
  /** The list is in the same order each time, and so are its pages. */
  readonly isStable: boolean;
  /** Items of the page that has too many; how many items came twice, or are in no page. */
  readonly items: number;
  /** What one of them is called by. */
  readonly example: string;
}

/** Judges two walks through a list that was seen `whole` before and after; `undefined` where nothing is wrong, or the list was changed meanwhile. */
export function judgePages(whole: Page, walks: Walks, plan: PagePlan): PageFault | undefined {
  const keyOf = itemKeys(whole.items);
  if (keyOf === undefined || walks.again === undefined) return undefined;
  const keysOf = ({ items }: Page): readonly string[] => items.map(keyOf);
  const [before, after] = [keysOf(whole), keysOf(walks.again)];
  if (!isSame(before.toSorted(), after.toSorted())) return undefined;
  const [first, second] = [walks.first, walks.second].map((pages) => counted(pages.map(keysOf), plan));
  if (first === undefined || second === undefined || countsPages(walks.atOne && keysOf(walks.atOne), before, plan))
    return undefined;
  if (plan.kind === 'chain' && plan.isLikelyCursor === true && [first, second].some(showsOnePageAgain))
    return undefined;
  const isStable = isSame(before, after) && isSame(first.flat(), second.flat());
  const { limit } = plan;
  const tooLong = first.findIndex((keys, at) => isLonger(keys, limit) && isLonger(second[at] ?? [], limit));
  if (tooLong !== -1)
    return { kind: 'limit', isStable, items: first[tooLong]?.length ?? 0, example: first[tooLong]?.[0] ?? '' };
  const twice = [first, second].map(doubles);
  if (twice.every((keys) => keys.length > 0)) return faultOf('overlap', isStable, twice[0]);
  if (!isComplete(whole, walks, plan)) return undefined;
  const lost = [first, second].map((pages) => before.filter((key) => !pages.flat().includes(key)));
  return lost.every((keys) => keys.length > 0) ? faultOf('lost', isStable, lost[0]) : undefined;
}

function faultOf(kind: PageFault['kind'], isStable: boolean, keys: readonly string[] = []): PageFault {
  return { kind, isStable, items: keys.length, example: keys[0] ?? '' };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((key, at) => key === other[at]);
}

function isLonger(keys: readonly string[], limit: PagePlan['limit']): boolean {
  return limit !== undefined && keys.length > limit.items;
}

/** Whether a page shows what the one before it did: what was taken for a cursor is something else, and does not count. */
function showsOnePageAgain(pages: readonly (readonly string[])[]): boolean {
  return pages.some((keys, at) => at > 0 && keys.length > 0 && isSame(keys, pages[at - 1] ?? []));
}

function doubles(pages: readonly (readonly string[])[]): readonly string[] {
  const all = pages.flat();
  return [...new Set(all.filter((key, at) => all.indexOf(key) !== at))];
}

/** The pages that count; `undefined` where one of them did not come. */
function counted(pages: readonly (readonly string[])[], plan: PagePlan): readonly (readonly string[])[] | undefined {
  if (plan.kind === 'chain') return pages.length === 0 ? undefined : pages;
  const { places, isOpen } = plan;
  // Where pages count from 1, servers refuse page 0, or take it for the first one.
  if (isOpen && pages.length === places.length - 1) return pages;
  if (pages.length !== places.length) return undefined;
  return isOpen && isSame(pages[0] ?? [], pages[1] ?? []) ? pages.slice(1) : pages;
}

/** What is called an offset may count pages. */
function countsPages(atOne: readonly string[] | undefined, whole: readonly string[], plan: PagePlan): boolean {
  if (plan.kind === 'chain' || plan.counts === 'pages' || plan.limit.items < 2) return false;
  return atOne === undefined || atOne[0] === undefined || atOne[0] === whole[plan.limit.items];
}

/** Whether nothing is left to follow, so that what is in no page is lost. */
function isComplete(whole: Page, { first, second }: Walks, plan: PagePlan): boolean {
  if (plan.kind === 'places') return true;
  const ends = [first, second].every((pages) => pages.length > 1 && pages.at(-1)?.next === undefined);
  return ends && whole.next === undefined;
}
