import { expect, it } from 'vitest';
import type { Evidence } from '../../../../../runtime/engine/failures/failure-registry.ts';
import { createFailureRegistry } from '../../../../../runtime/engine/failures/failure-registry.ts';
import { met, names, operations, reported } from './symptoms.ts';

const states = operations(2);
const [state, other] = states as [(typeof states)[number], (typeof states)[number]];

function put(identity: string, members: readonly string[], at = state): Evidence {
  const confidence = identity === 'survives' ? 'heuristic' : 'likely';
  const evidence = met(at, { check: 'put_full_replacement', status: 200, identity, confidence, phase: 'stateful' });
  return { ...evidence, finding: { ...evidence.finding, details: { members, read: 'GET /things/1' } } };
}

it('a member that is never stored is one fact, also where it was left out', () => {
  expect(names(reported(states, [put('survives', ['a']), put('a', ['a'])]))).toEqual(['GET /op0 a']);
  expect(names(reported(states, [put('nothing', ['a', 'b']), put('survives', ['b'])]))).toEqual(['GET /op0 nothing']);
});

it('what stays where it was left out is told of other members, of other operations, and alone', () => {
  const both = ['GET /op0 a', 'GET /op0 survives'];
  expect(names(reported(states, [put('a', ['a']), put('survives', ['b'])])).toSorted()).toEqual(both);
  expect(names(reported(states, [put('a', ['a']), put('survives', ['a']), put('survives', ['b'])])).toSorted()).toEqual(
    both,
  );
  expect(names(reported(states, [put('survives', ['a'])]))).toEqual(['GET /op0 survives']);
  expect(names(reported(states, [put('survives', ['a']), put('a', ['a'], other)]))).toHaveLength(2);
});

it('is told where the other one was not seen again', () => {
  const registry = createFailureRegistry(states);
  for (const one of [put('a', ['a']), put('survives', ['a'])]) registry.add(one);
  for (const known of registry.unreported(true)) registry.forget(known);
  expect(names(registry.unreported(true))).toEqual(['GET /op0 survives']);
});
