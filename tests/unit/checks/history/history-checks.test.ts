import { describe, expect, it } from 'vitest';
import type { CheckInput, Verdict } from '../../../../runtime/checks/contract.ts';
import { ensureResourceAvailability } from '../../../../runtime/checks/history/ensure-resource-availability.ts';
import { useAfterFree } from '../../../../runtime/checks/history/use-after-free.ts';
import type { Exchange } from '../../../../runtime/model/exchange.ts';
import type { HistoryEntry } from '../../../../runtime/model/history.ts';
import { exchangeOf } from '../../stateful/exchange-of.ts';
import { checkInput, response } from '../exchange-fixture.ts';

const thing = '/users/{} 7';

interface Past {
  readonly method: string;
  readonly status: number;
  readonly body?: unknown;
  readonly path?: string;
  /** What the path ends at. */
  readonly item?: string;
  readonly onPath?: readonly string[];
  readonly made?: string;
  readonly certainty?: number;
  readonly query?: Readonly<Record<string, unknown>>;
}

function exchange({ method, status, body, path = '/users/7', query = {} }: Past): Exchange {
  return exchangeOf({ method, path, status, body, values: { query } });
}

function entry(past: Past): HistoryEntry {
  const { item, onPath = item === undefined ? [] : [item], made, certainty = 1 } = past;
  return { exchange: exchange(past), item, onPath, made: made === undefined ? [] : [{ key: made, certainty }] };
}

const created: Past = { method: 'POST', status: 201, body: { id: 7, name: 'Ada', createdAt: '1' }, made: thing };
const deleted: Past = { method: 'DELETE', status: 204, item: thing };
const read: Past = { method: 'GET', status: 200, body: { id: 7, name: 'Ada', createdAt: '2' }, item: thing };

function input(before: readonly Past[], now: Past): CheckInput {
  return {
    ...checkInput({ responses: [response('200')], status: 200 }),
    exchange: exchange(now),
    history: { before: before.map(entry), item: now.item, onPath: now.onPath ?? [] },
  };
}

function verdict(
  check: typeof useAfterFree | typeof ensureResourceAvailability,
  before: readonly Past[],
  now: Past,
): Verdict['kind'] {
  return check.run(input(before, now)).kind;
}

describe('use_after_free', () => {
  const ada = { id: 7, name: 'Ada', createdAt: '1' };
  const list = (body: unknown, path = '/users'): Past => ({ method: 'GET', status: 200, path, body });
  const gone: Past = { ...read, status: 404, body: {} };
  const pet = `${thing} > /users/{}/pets/{} 3`;
  const adopted: Past = { method: 'POST', status: 201, path: '/users/7/pets', body: { id: 3, name: 'Rex' }, made: pet };
  const readPet: Past = {
    ...adopted,
    method: 'GET',
    status: 200,
    path: '/users/7/pets/3',
    item: pet,
    onPath: [thing, pet],
  };

  it('finds what a list still has', () => {
    expect(verdict(useAfterFree, [created, deleted], list([{ id: 8, name: 'Ada' }, ada]))).toBe('fail');
    expect(verdict(useAfterFree, [created, deleted], list({ items: [ada] }, '/users?limit=50'))).toBe('fail');
    expect(verdict(useAfterFree, [created], list([ada]))).toBe('pass');
    expect(verdict(useAfterFree, [created, deleted], list([{ id: 8, name: 'Ada' }]))).toBe('pass');
    expect(verdict(useAfterFree, [created, deleted], list([{ ...ada, archived: true }]))).toBe('pass');
    expect(verdict(useAfterFree, [created, deleted], list([ada], '/friends'))).toBe('pass');
    expect(verdict(useAfterFree, [created, deleted, created], list([ada]))).toBe('pass');
    expect(verdict(useAfterFree, [created, { ...deleted, status: 202 }], list([ada]))).toBe('pass');
    expect(verdict(useAfterFree, [created, deleted], list([ada], '/users?include_deleted=true'))).toBe('skip');
  });

  it('finds what stood in something that is gone, or has come back under the same id', () => {
    expect(verdict(useAfterFree, [created, adopted, deleted, gone], readPet)).toBe('fail');
    expect(verdict(useAfterFree, [created, adopted, deleted, created], readPet)).toBe('fail');
    expect(verdict(useAfterFree, [created, adopted, deleted], readPet)).toBe('skip');
    expect(verdict(useAfterFree, [created, adopted, deleted, read], readPet)).toBe('skip');
    expect(verdict(useAfterFree, [created, deleted, created, adopted], readPet)).toBe('skip');
    expect(verdict(useAfterFree, [created, adopted, deleted, created, adopted], readPet)).toBe('skip');
  });

  it.each<[string, readonly Past[], Past]>([
    ['created, deleted, read', [created, deleted], read],
    ['also where it was read and deleted twice', [created, read, deleted, deleted], read],
    ['also where something else was made since', [created, deleted, { ...created, made: '/users/{} 8' }], read],
    ['also where a write was refused since', [created, deleted, { method: 'PUT', status: 404, item: thing }], read],
  ])('fails: %s', (_, before, now) => {
    expect(verdict(useAfterFree, before, now)).toBe('fail');
  });

  it.each<[string, readonly Past[], Past]>([
    ['it was never deleted', [created], read],
    ['the deletion was refused', [created, { ...deleted, status: 409 }], read],
    ['the deletion is under way', [created, { ...deleted, status: 202 }], read],
    ['somebody else’s thing', [read, deleted], read],
    ['it was made again by PUT', [created, deleted, { method: 'PUT', status: 201, item: thing }], read],
    ['it was restored', [created, deleted, { method: 'POST', status: 200, onPath: [thing] }], read],
    ['the id was given again', [created, deleted, created], read],
    ['it says so', [created, deleted], { ...read, body: { id: 7, name: 'Ada', createdAt: '2', deleted: true } }],
    ['it says when', [created, deleted], { ...read, body: { id: 7, name: 'Ada', deletedAt: '2026' } }],
    [
      'its state is another',
      [{ ...created, body: { id: 7, state: 'open' } }, deleted],
      { ...read, body: { id: 7, state: 'closed' } },
    ],
    [
      'it said so before a second DELETE',
      [created, deleted, { ...read, body: { id: 7, name: '-' } }, deleted],
      { ...read, body: { id: 7, name: '-' } },
    ],
    ['another thing', [created, deleted], { ...read, item: '/users/{} 8' }],
    ['a list', [created, deleted], { ...read, item: undefined } as unknown as Past],
    ['it is gone', [created, deleted], { ...read, status: 404 }],
    ['it is empty', [created, deleted], { ...read, body: {} }],
    ['it is asked otherwise', [created, deleted], { ...read, method: 'PUT' }],
  ])('says nothing: %s', (_, before, now) => {
    expect(verdict(useAfterFree, before, now)).not.toBe('fail');
  });
});

describe('ensure_resource_availability', () => {
  const missing: Past = { method: 'GET', status: 404, body: { message: 'no' }, item: thing };

  it('fails for what was just made', () => {
    expect(verdict(ensureResourceAvailability, [created], missing)).toBe('fail');
    expect(verdict(ensureResourceAvailability, [created, { ...read, item: '/users/{} 8' }], missing)).toBe('fail');
  });

  it.each<[string, readonly Past[], Past]>([
    ['it is there', [created], read],
    ['it is refused otherwise', [created], { ...missing, status: 403 }],
    ['it was not made', [read], missing],
    ['it is under way', [{ ...created, status: 202 }], missing],
    ['its id was guessed', [{ ...created, certainty: 0.6 }], missing],
    ['it was deleted', [created, deleted], missing],
    ['something was deleted that it may stand in', [created, { ...deleted, item: '/shops/{} 1' }], missing],
    ['something was done to it', [created, { method: 'POST', status: 200, onPath: [thing] }], missing],
    ['it was made by PUT', [{ ...created, method: 'PUT' }], missing],
    ['it is asked otherwise', [created], { ...missing, method: 'HEAD' }],
    ['a filter may hide it', [created], { ...missing, query: { tenant: 'x' } }],
  ])('says nothing: %s', (_, before, now) => {
    expect(verdict(ensureResourceAvailability, before, now)).not.toBe('fail');
  });
});

it('neither says anything without a history', () => {
  const { history: _, ...alone } = input([created, deleted], read);
  expect(useAfterFree.run(alone).kind).toBe('skip');
  expect(ensureResourceAvailability.run(alone).kind).toBe('skip');
});
