import type { Page } from './page-of.ts';
import type { PageParameters } from './page-parameters.ts';

/** A parameter for the most items of a page, and its value. */
export interface Limit {
  readonly name: string;
  readonly items: number;
}

/** How the pages of a list are asked for. */
export type PagePlan =
  /** Each at its place; together they have all items that the list was seen with. */
  | {
      readonly kind: 'places';
      readonly limit: Limit;
      readonly name: string;
      readonly places: readonly number[];
      readonly counts: 'items' | 'pages';
      /** Nothing says whether pages count from 0 or from 1: the first place is one too many, or the last. */
      readonly isOpen: boolean;
    }
  /** One after the other, each where the one before it leads. */
  | {
      readonly kind: 'chain';
      readonly limit: Limit | undefined;
      readonly cursor: string | undefined;
      readonly isLikelyCursor?: true;
    };

/** Of longer lists the first items are enough. */
const maxItems = 100;

/** The limit with which a list is asked for at once. */
export function largestLimit(parameters: PageParameters | undefined): Limit | undefined {
  const limit = parameters?.limit;
  if (limit === undefined) return undefined;
  return { name: limit.name, items: Math.max(limit.minimum ?? 1, Math.min(limit.maximum ?? maxItems, maxItems)) };
}

/** Plans three pages or so of a list that was seen; `undefined` where it has none. */
export function pagePlan(parameters: PageParameters | undefined, { items, next }: Page): PagePlan | undefined {
  const { limit: known, position, cursor, isLikelyCursor } = parameters ?? {};
  const size = Math.max(known?.minimum ?? 1, Math.ceil(items.length / 3));
  const isSmall = size < items.length && size <= (known?.maximum ?? size);
  const limit = known !== undefined && isSmall ? { name: known.name, items: size } : undefined;
  const chain = { kind: 'chain', limit, cursor, ...(isLikelyCursor && { isLikelyCursor }) } as const;
  const leadsOn = next !== undefined && ('target' in next || cursor !== undefined);
  if (limit === undefined) return leadsOn ? chain : undefined;
  if (position === undefined) return chain;
  const { counts, name } = position;
  const pages = Math.ceil(items.length / size);
  const start = counts === 'items' ? Math.max(0, position.minimum ?? 0) : (position.minimum ?? position.default);
  const isOpen = start === undefined || start < 0 || start > 1;
  const [from, count] = isOpen ? [0, pages + 1] : [start, pages];
  const places = Array.from({ length: count }, (_, at) => from + at * (counts === 'items' ? size : 1));
  return { kind: 'places', limit, name, places, counts, isOpen };
}
