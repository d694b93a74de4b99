import { describe, expect, it } from 'vitest';
import { answered, met, names, operations, reported, violation } from './symptoms.ts';

const limit = violation('query', 'limit', 'maximum');
const trace = (fn: string) => ({
  stack: `TypeError: Cannot read properties of undefined (reading 'id')\n    at ${fn} (/srv/app/${fn}.js:3:9)`,
});

describe('server errors of one operation', () => {
  it('are two where two exceptions cause them, whatever was sent', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    const found = reported(
      [state],
      [
        met(state, { body: trace('load') }),
        met(state, { body: trace('load'), violation: limit }),
        met(state, { body: trace('save'), violation: limit }),
        met(state, { body: { message: 'items is not iterable' } }),
      ],
    );
    expect(names(found)).toEqual([
      "GET /op0 500 TypeError: Cannot read properties of undefined (reading 'id') at load (load.js)",
      "GET /op0 500 TypeError: Cannot read properties of undefined (reading 'id') at save (save.js)",
      'GET /op0 500 items is not iterable',
    ]);
    expect(found.map(({ occurrences }) => occurrences)).toEqual([2, 1, 1]);
  });

  it('are told apart by what was wrong with the request where the answer says nothing', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    for (let i = 0; i < 20; i += 1) answered(state, 200);
    const evidence = [
      met(state, {}),
      met(state, { violation: limit }),
      met(state, { violation: violation('query', 'limit', 'type') }),
      met(state, { violation: violation('body', undefined, 'type', '/name') }),
    ];
    // Most requests with this violation are refused as they should be: it does not explain the one that failed.
    const sort = violation('query', 'sort', 'enum');
    for (let i = 0; i < 9; i += 1) answered(state, 400, sort);
    evidence.push(met(state, { violation: sort }));
    expect(names(reported([state], evidence))).toEqual([
      'GET /op0 500',
      'GET /op0 500 · query limit',
      'GET /op0 500 · body /name',
    ]);
  });

  it('are one where nearly every valid request fails', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    const evidence = [
      met(state, {}),
      met(state, {}),
      met(state, { violation: limit }),
      met(state, { violation: violation('body', undefined, 'type') }),
    ];
    expect(names(reported([state], evidence))).toEqual(['GET /op0 500']);
  });

  it('are one for a part of the request where many places of it fail', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    answered(state, 200);
    const places = ['/a', '/b', '/c', '/d', '/e'].map((pointer) =>
      met(state, { violation: violation('body', undefined, 'type', pointer) }),
    );
    expect(names(reported([state], [...places, met(state, { violation: limit })]))).toEqual([
      'GET /op0 500 · body',
      'GET /op0 500 · query limit',
    ]);
  });

  it('are one where the message differs every time', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    const words = ['apple', 'pear', 'plum', 'fig', 'lime', 'kiwi', 'date'];
    expect(
      names(
        reported(
          [state],
          words.map((word) => met(state, { body: { message: `bad ${word} today` } })),
        ),
      ),
    ).toEqual(['GET /op0 500']);
  });

  it('are told apart by their status', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    expect(names(reported([state], [met(state, {}), met(state, { status: 503 })]))).toEqual([
      'GET /op0 500',
      'GET /op0 503',
    ]);
  });
});

describe('server errors of many operations', () => {
  it('are one where they have one place of the code in common', () => {
    const states = operations(4);
    const found = reported(
      states,
      states.map((state) => met(state, { body: trace('authorise') })),
    );
    expect(names(found)).toEqual([
      "API 500 TypeError: Cannot read properties of undefined (reading 'id') at authorise (authorise.js)",
    ]);
    expect([...(found[0]?.operations ?? [])]).toHaveLength(4);
  });

  it('are one each where only two have, and wait while more operations may show it', () => {
    const states = operations(2);
    const evidence = states.map((state) => met(state, { body: trace('load') }));
    expect(names(reported(states, evidence)).map((name) => name.slice(0, 8))).toEqual(['GET /op0', 'GET /op1']);
    expect(reported(states, evidence, false)).toEqual([]);
  });

  it('are one each where the message is what the server always says', () => {
    const states = operations(4);
    for (const state of states) answered(state, 200);
    const evidence = states.flatMap((state) => [
      met(state, { body: { message: 'We are on fire' } }),
      met(state, { body: { message: 'We are on fire' }, violation: limit }),
    ]);
    const found = names(reported(states, evidence));
    expect(found).toHaveLength(8);
    expect(found).toContain('GET /op3 500 · query limit');
  });

  it('are one where half of the API answers nothing else', () => {
    const states = operations(8);
    const down = states.slice(0, 6).flatMap((state) => [met(state, {}), met(state, { violation: limit })]);
    for (const state of states.slice(6)) answered(state, 200);
    expect(names(reported(states, down))).toEqual(['API 500 throughout']);
  });

  it('are one each where the operations work for other requests', () => {
    const states = operations(8);
    for (const state of states) for (let i = 0; i < 9; i += 1) answered(state, 200);
    expect(
      reported(
        states,
        states.map((state) => met(state, {})),
      ),
    ).toHaveLength(8);
  });
});

it('names the same failure whichever case met it first', () => {
  const states = operations(4);
  const evidence = states.map((state) => met(state, { body: trace('authorise') }));
  const [one] = reported(states, evidence);
  const [other] = reported(states, evidence.toReversed());
  expect(one?.key).toBe(other?.key);
  expect(one?.first).toBe(other?.first);
});

describe('503 without a word, where the same requests are taken at other times', () => {
  const busy = (count: number): readonly string[] => {
    const states = operations(count);
    for (const state of states) for (let i = 0; i < 20; i += 1) answered(state, 200);
    return names(
      reported(
        states,
        states.map((state) => met(state, { status: 503 })),
      ),
    );
  };

  it('is one thing at three operations and more', () => {
    expect(busy(3)).toEqual(['API 503 now and then']);
    expect(busy(30)).toEqual(['API 503 now and then']);
  });

  it('is one each below', () => {
    expect(busy(2)).toEqual(['GET /op0 503', 'GET /op1 503']);
  });
});
