import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readThrown, readVerdict, toFinding, type CustomOutcome } from '../../../runtime/checks/custom-findings.ts';

/** What a function throws. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return expect.unreachable('it threw nothing');
}

const messages = (outcome: CustomOutcome): readonly string[] | string =>
  outcome.kind === 'verdict' ? outcome.given.map(({ message }) => message) : outcome.kind;

describe('what a check throws', () => {
  it.each<[string, () => unknown, readonly string[] | 'broken']>([
    ['an assertion of Node', () => assert.ok(false, 'no id'), ['no id']],
    ['one that is compared', () => assert.equal(201, 200), ['Expected values to be strictly equal']],
    ['one of Vitest', () => expect(1).toBe(2), ['expected 1 to be 2 // Object.is equality']],
    ['an error', () => { throw new Error('no id'); }, ['no id']],
    ['an error of the user’s', () => { throw new (class Missing extends Error { override name = 'Missing'; })(''); }, ['Missing']],
    ['a text', () => { throw 'no id'; }, ['no id']],
    ['a defect of its code', () => (undefined as unknown as string).length, 'broken'],
    ['an error of the system', () => readFileSync('/there/is/no/such/file'), 'broken'],
    ['what is no error', () => { throw 5; }, 'broken'],
  ])('%s', (_, act, expected) => {
    expect(messages(readThrown(thrownBy(act)))).toEqual(expected);
  }); // prettier-ignore

  it('has what was expected and received beside it', () => {
    const outcome = readThrown(thrownBy(() => assert.deepEqual({ a: 1 }, { a: 2 })));
    expect(outcome).toMatchObject({ given: [{ expected: '{"a":2}', received: '{"a":1}' }] });
  });

  it('says where a check broke', () => {
    const outcome = readThrown(thrownBy(() => (undefined as unknown as string).length));
    expect(outcome).toMatchObject({
      kind: 'broken',
      where: expect.stringMatching(/custom-findings\.test\.ts:\d+:\d+$/),
    });
  });
});

describe('what a check gives', () => {
  it.each<[string, unknown, readonly string[] | 'broken']>([
    ['nothing', undefined, []],
    ['null', null, []],
    ['a text', 'no id', ['no id']],
    ['a finding', { message: 'no id' }, ['no id']],
    ['findings', [{ message: 'a' }, { message: 'b' }], ['a', 'b']],
    ['none', [], []],
    ['a verdict of its own', false, 'broken'],
    ['a finding without a message', [{ message: 'a' }, { title: 'b' }], 'broken'],
  ])('%s', (_, given, expected) => {
    expect(messages(readVerdict(given))).toEqual(expected);
  });
});

describe('a finding', () => {
  const identityOf = (message: string): string => toFinding({ id: 'a' }, { message }, 200).identity;

  it('is the same whatever values its message has', () => {
    expect(identityOf('item 5 of "x" is late by 12.5 s')).toBe(identityOf('item 77 of "y" is late by 3.25 s'));
    expect(identityOf('id 0f8fad5b-d9cb-469f-a165-70867728950e is gone')).toBe(
      identityOf('id 7c9e6679-7425-40de-944b-e07fc1f90ae7 is gone'),
    );
    expect(identityOf('no id')).not.toBe(identityOf('no name'));
  });

  it('has details that are plain JSON, whatever is given', () => {
    const details = (given: unknown): unknown =>
      toFinding({ id: 'a' }, { message: 'm', details: given as never }, 200).details;
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    expect([details(undefined), details({ a: undefined, at: new Date(0) }), details(cycle)]).toEqual([
      {},
      { at: '1970-01-01T00:00:00.000Z' },
      '[object Object]',
    ]);
  });
});
