import { askFor, fail, pass, skip, type Check, type CheckInput, type Verdict } from '../contract.ts';
import { judgePages, type PageFault } from './judge-pages.ts';
import { pageOf } from './page-of.ts';
import { pageParameters } from './page-parameters.ts';
import { largestLimit, pagePlan, type PagePlan } from './page-plan.ts';
import { pageRequest, unpaged } from './page-request.ts';
import { walkPages } from './page-walk.ts';

type Details = { readonly list: string; readonly items: number; readonly limit: number | null };

/** The pages of a list must be that list. */
export const paginationConsistency: Check<'pagination_consistency', Details> = {
  id: 'pagination_consistency',
  severity: 'medium',
  summary: 'The pages of a list must have each of its items once, and no more than was asked for.',
  probes: true,
  page: {
    finds:
      'A list whose pages have an item twice, lack an item that the list has when it is asked for at once, or have more items than the limit. The list is asked for with as many items as may be, then in pages of a third of that, twice, and then at once again; nothing is made for it. Pages are found by documented parameters for a limit, an offset, a page or a cursor, and by the next page that answers lead to, with `Link: rel="next"` or in their body.',
    silent: [
      'Lists with less than three items; answers with several lists; items that cannot be told apart.',
      'Lists that are not the same before and after.',
      'Parameters with other names, or whose schema is more than a whole number with bounds; `size` and the like without a parameter for the page.',
      'An `offset` that counts pages; pages counted from 0 or from 1.',
      'Next pages on other paths. An `after` or `starting_after` that takes times, or shows the same page again; answers that do not name the cursor.',
    ],
    confidence: {
      likely: 'The list is in the same order before and after, and pages that were asked for twice show the same.',
      heuristic: 'The order changes from one answer to the next: lists without an order of their own have no pages.',
    },
    sources: ['RFC 8288 §3 (Link)', 'https://opensource.zalando.com/restful-api-guidelines/#pagination'],
  },
  run(input) {
    const { operation, exchange, answers } = input;
    if (operation.method !== 'GET') return skip('no GET');
    if (answers === undefined) return skip('only judged by probes');
    const parameters = pageParameters(operation);
    const base = unpaged(exchange.request, operation);
    const largest = largestLimit(parameters);
    const whole = largest === undefined ? base : pageRequest(base, { limit: largest });
    if (!answers.has('whole')) return askFor({ key: 'whole', request: whole, credentials: 'same' });
    const all = pageOf(answers.get('whole')?.response, whole);
    if (all === undefined || all.items.length < 3) return skip('no list with three items');
    const plan = pagePlan(parameters, all);
    if (plan === undefined) return skip('there are no pages');
    const walked = walkPages(answers, { base, whole, plan });
    if (walked.kind === 'asks') return walked.verdict;
    const fault = judgePages(all, walked.walks, plan);
    return fault === undefined ? pass : report(input, fault, plan);
  },
};

const titles: Readonly<Record<PageFault['kind'], string>> = {
  limit: 'A page has more items than the limit',
  overlap: 'Pages have the same item twice',
  lost: 'Pages leave items out',
};

function report({ operation, exchange }: CheckInput, fault: PageFault, plan: PagePlan): Verdict<Details> {
  const { kind, isStable, items, example } = fault;
  const { limit } = plan;
  const path = exchange.request.target.split('?')[0] ?? '';
  const pages =
    limit === undefined ? 'pages that lead to each other' : `pages of ${limit.items} (${limit.name}=${limit.items})`;
  const sentences: Readonly<Record<PageFault['kind'], string>> = {
    limit: `GET ${path} in ${pages} is answered with a page of ${items} items.`,
    overlap: `GET ${path} in ${pages} has ${items} ${items === 1 ? 'item' : 'items'} more than once, such as "${example}".`,
    lost: `GET ${path} in ${pages} lacks ${items} ${items === 1 ? 'item' : 'items'} that it has when asked for at once, such as "${example}".`,
  };
  return fail({
    confidence: isStable ? 'likely' : 'heuristic',
    identity: kind,
    title: titles[kind],
    message: isStable ? sentences[kind] : `${sentences[kind]} Its order is another each time.`,
    expected: kind === 'limit' ? `${limit?.items ?? 0} items or less` : 'each item once',
    received: { limit: `${items} items`, overlap: `${items} twice`, lost: `${items} missing` }[kind],
    hint:
      kind === 'limit'
        ? 'Heed the limit, or document the least that it can be.'
        : 'Sort by something unique, and begin each page right after the end of the one before.',
    location: operation.location,
    details: { list: `GET ${path}`, items, limit: limit?.items ?? null },
  });
}
