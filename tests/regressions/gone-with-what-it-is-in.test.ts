import { expect, it } from 'vitest';
import { failedModification } from '../../runtime/checks/history/failed-modification.ts';
import { putFullReplacement } from '../../runtime/checks/history/put-full-replacement.ts';
import type { CheckInput } from '../../runtime/checks/contract.ts';
import { historyInput, verdictOf, type Step } from '../unit/checks/history/history-fixture.ts';

const made: Step = { method: 'POST', target: '/shelves/1/things', status: 201, sent: { a: 'old' } };
const read: Step = { method: 'GET', status: 200, body: { id: 1, a: 'old' } };
const refused: Step = { method: 'PUT', status: 409, sent: { a: 'new' } };
const gone: Step = { method: 'GET', status: 404, body: {} };

/** As if the thing's path led through a shelf. */
function onShelf(input: CheckInput, deletes: boolean): CheckInput {
  const { history } = input;
  if (history === undefined) throw new Error('a history is given');
  const [first] = history.before;
  if (first === undefined) throw new Error('a request came before');
  const request = { ...first.exchange.request, method: 'DELETE', target: '/shelves/1' };
  const response = { ...first.exchange.response, status: 204 };
  const deletion = {
    exchange: { ...first.exchange, request, response },
    made: [],
    item: 'shelf 1',
    onPath: ['shelf 1'],
  };
  const before = deletes ? [...history.before, deletion] : history.before;
  return { ...input, history: { ...history, before, onPath: ['shelf 1', ...history.onPath] } };
}

it('takes nothing for lost by a refused PUT that went with what it is in', () => {
  const input = historyInput({
    before: [made, read],
    step: refused,
    seen: gone,
    answers: { 'settled 1': gone, 'settled 2': gone, 'settled 3': gone },
  });
  expect(failedModification.run(onShelf(input, false)).kind).toBe('fail');
  expect(failedModification.run(onShelf(input, true)).kind).toBe('skip');
});

it('takes an empty list for the default of what a PUT left out', () => {
  const start: Step = {
    ...made,
    target: '/things',
    sent: { a: 'old', labels: [] },
    body: { id: 1, a: 'old', labels: [] },
  };
  const shown: Step = { method: 'GET', status: 200, body: { id: 1, a: 'new', labels: [] } };
  const before = [start, { ...read, body: { id: 1, a: 'old', labels: [] } }];
  const step: Step = { method: 'PUT', status: 200, sent: { a: 'new' } };
  expect(
    verdictOf(putFullReplacement, {
      before,
      step,
      seen: shown,
      answers: { 'settled 3': shown, list: { ...shown, target: '/things', body: [shown.body] } },
    }),
  ).toBe('pass');
});
