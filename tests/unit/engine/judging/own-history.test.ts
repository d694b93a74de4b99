import { describe, expect, it } from 'vitest';
import { ownHistory } from '../../../../runtime/engine/judging/own-history.ts';
import type { HistoryEntry, HistoryView } from '../../../../runtime/model/history.ts';
import { checkInput } from '../../checks/exchange-fixture.ts';

function entry(who: string | undefined, method: string, status: number, onPath: readonly string[] = []): HistoryEntry {
  const { exchange } = checkInput({ method, responses: [], status });
  return {
    exchange: { ...exchange, ...(who === undefined ? {} : { identity: who }) },
    made: method === 'POST' && status === 201 ? [{ key: `of ${who ?? 'default'}`, certainty: 1 }] : [],
    item: onPath.at(-1),
    onPath,
  };
}

const view = (...before: readonly HistoryEntry[]): HistoryView => ({
  item: 'thing',
  onPath: ['parent', 'thing'],
  before,
});
const unknown = { item: undefined, onPath: [], before: [] };

describe('what an identity knows of a sequence', () => {
  it('is all of it where nobody else took part', () => {
    const history = view(entry('bob', 'POST', 201), entry('bob', 'DELETE', 204, ['thing']));
    expect(ownHistory(history, 'bob')).toBe(history);
  });

  it('leaves out what others read, were refused, or made beside it', () => {
    const own = entry(undefined, 'POST', 201);
    const others = [
      entry('bob', 'GET', 200, ['parent', 'thing']),
      entry('bob', 'DELETE', 403, ['parent', 'thing']),
      entry('root', 'POST', 201, ['elsewhere']),
    ];
    expect(ownHistory(view(own, ...others), undefined)).toEqual(view(own));
  });

  it.each<[string, HistoryEntry]>([
    ['changed the thing', entry('bob', 'PUT', 200, ['parent', 'thing'])],
    ['deleted anything', entry('bob', 'DELETE', 204, ['elsewhere'])],
    ['made something in its parent', entry('bob', 'POST', 201, ['parent'])],
  ])('is nothing where another one %s', (_, foreign) => {
    expect(ownHistory(view(entry(undefined, 'POST', 201), foreign), undefined)).toEqual(unknown);
  });
});
