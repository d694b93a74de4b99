import { describe, expect, it } from 'vitest';
import { createFailureRegistry } from '../../../../../runtime/engine/failures/failure-registry.ts';
import { answered, met, names, operations, reported, violation } from './symptoms.ts';

const syntax = violation('body', undefined, 'syntax');

describe('what is answered to bodies that cannot be read', () => {
  const options = {
    check: 'content_type_conformance',
    status: 400,
    identity: 'undocumented text/plain',
    violation: syntax,
  } as const;

  it('is one fact of the API, worth a look', () => {
    const states = operations(2);
    const found = reported(
      states,
      states.map((state) => met(state, options)),
    );
    expect(names(found)).toEqual(['API unreadable body']);
    expect(found[0]?.present(found[0].first.finding).confidence).toBe('heuristic');
  });

  it('is the operation’s own where it answers readable bodies so, too', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    const found = reported(
      [state],
      [met(state, options), met(state, { ...options, violation: violation('body', undefined, 'type') })],
    );
    expect(names(found)).toEqual(['GET /op0 undocumented text/plain']);
    expect(found[0]).toMatchObject({ occurrences: 2 });
  });

  it('is no framework’s where it is accepted', () => {
    const states = operations(1);
    const found = reported(
      states,
      states.map((state) => met(state, { ...options, status: 200 })),
    );
    expect(names(found)).toEqual(['GET /op0 undocumented text/plain']);
  });
});

describe('the same finding at many operations', () => {
  const schemaBroken = (index: number, status: number) =>
    ({
      check: 'response_schema_conformance',
      status,
      identity: `/paths/~1op${index}/get/responses/${status}/schema/required id`,
    }) as const;

  it('of refusals is one from three operations on', () => {
    const states = operations(20);
    const at = (count: number) =>
      names(
        reported(
          states,
          states.slice(0, count).map((state, index) => met(state, schemaBroken(index, 401))),
        ),
      );
    expect(at(2)).toHaveLength(2);
    expect(at(3)).toEqual(['API /responses/401/schema/required id']);
  });

  it('of other answers is one at half of the operations, five at least', () => {
    const header = { check: 'response_headers_conformance', status: 200, identity: 'missing x-request-id' } as const;
    const at = (count: number, of: number) => {
      const states = operations(of);
      return names(
        reported(
          states,
          states.slice(0, count).map((state) => met(state, header)),
        ),
      );
    };
    expect(at(4, 4)).toHaveLength(4);
    expect(at(5, 11)).toHaveLength(5);
    expect(at(5, 10)).toEqual(['API missing x-request-id']);
  });

  it('waits while operations were not asked yet, and is not reported twice', () => {
    const states = operations(10);
    const header = { check: 'response_headers_conformance', status: 200, identity: 'missing x-request-id' } as const;
    const registry = createFailureRegistry(states);
    for (const state of states.slice(0, 3)) registry.add(met(state, { ...header, phase: 'examples' }));
    expect(registry.unreported(false)).toEqual([]);
    for (const state of states.slice(0, 7)) registry.add(met(state, header));
    const [known, ...others] = registry.unreported(true);
    expect(others).toEqual([]);
    expect(known).toMatchObject({ occurrences: 10, operations: { size: 7 } });
    if (known !== undefined) known.reported = true;
    registry.add(met(states[9] as (typeof states)[number], { ...header, phase: 'fuzzing' }));
    expect(registry.unreported(true)).toEqual([]);
    expect(registry.spread()).toEqual([known]);
    expect(known).toMatchObject({ occurrences: 11, operations: { size: 8 } });
    expect(registry.spread()).toEqual([]);
  });

  it('of a place that operations share is one, also where it stands in one of them', () => {
    const states = operations(3);
    const identity = '/paths/~1op0/get/responses/200/schema/type';
    const evidence = states.map((state, index) =>
      met(state, {
        check: 'response_schema_conformance',
        status: 200,
        identity,
        ...(index > 0 && { scope: 'api' as const }),
      }),
    );
    const found = reported(states, evidence);
    expect(found).toHaveLength(1);
    expect(found[0]?.operations.size).toBe(3);
  });
});

describe('invalid requests accepted', () => {
  const accepted = (state: ReturnType<typeof operations>[number], count: number, part: 'query' | 'body' = 'query') =>
    Array.from({ length: count }, (_, index) =>
      met(state, {
        check: 'negative_data_rejection',
        status: 200,
        identity: `${part} p${index} type`,
        violation: violation(part, `p${index}`, 'type'),
      }),
    );

  it('are one failure where nothing in the part was refused', () => {
    const states = operations(2);
    const [a, b] = states as [(typeof states)[number], (typeof states)[number]];
    answered(b, 400, violation('query', 'p9', 'type'));
    const found = reported(states, [...accepted(a, 6), ...accepted(b, 2)]);
    expect(names(found)).toEqual(['GET /op0 query not validated', 'GET /op1 query p0 type', 'GET /op1 query p1 type']);
    expect(found[0]?.symptoms).toHaveLength(6);
    expect(found[0]?.present(found[0].first.finding).confidence).toBe('proved');
  });

  it('are single rules that are missing where they are few, or one was refused', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    expect(reported([state], accepted(state, 4))).toHaveLength(4);
    answered(state, 422, violation('query', 'other', 'type'));
    expect(reported([state], accepted(state, 8))).toHaveLength(8);
  });

  it('are not excused by refusals for other reasons, nor by a parser that refuses garbage', () => {
    const [state] = operations(1) as [ReturnType<typeof operations>[number]];
    answered(state, 401, violation('body', undefined, 'type', '/a'));
    answered(state, 400, syntax);
    expect(names(reported([state], accepted(state, 5, 'body')))).toEqual(['GET /op0 body not validated']);
  });

  it('are one failure of the API where half of the operations with such a part accept all', () => {
    const states = operations(6);
    const evidence = states.slice(0, 3).flatMap((state) => accepted(state, 5));
    const few = accepted(states[3] as (typeof states)[number], 2);
    for (const state of states.slice(4)) answered(state, 400, violation('query', 'p', 'type'));
    expect(names(reported(states, [...evidence, ...few]))).toEqual(['API query not validated']);
  });
});
