import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

/**
 * A history as one identity knows it: what others did is left out, since what a server shows to one it need not show to another. Where others may have changed
 * what the exchange is about, or deleted anything, nothing is known of it.
 */
export function ownHistory(history: HistoryView, identity: string | undefined): HistoryView {
  const { before, onPath } = history;
  const foreign = before.filter(({ exchange }) => exchange.identity !== identity);
  if (foreign.length === 0) return history;
  if (foreign.some((entry) => interferes(entry, onPath))) return { item: undefined, onPath: [], before: [] };
  return { ...history, before: before.filter(({ exchange }) => exchange.identity === identity) };
}

/** What others make beside it is none of its business: an administrator makes the product that a customer orders. */
function interferes({ exchange: { request, response }, onPath }: HistoryEntry, own: readonly string[]): boolean {
  if (response.status < 200 || response.status > 299 || isSafeMethod(request.method)) return false;
  return request.method !== 'POST' || onPath.some((key) => own.includes(key));
}
