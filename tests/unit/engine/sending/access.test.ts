import { describe, expect, it } from 'vitest';
import { createAccess, isShutOut, noteAccess } from '../../../../runtime/engine/sending/access.ts';

describe('who may use an operation', () => {
  it('is who was answered 2xx, however often it was turned away', () => {
    const access = createAccess();
    for (const status of [403, 201, 403, 401]) noteAccess(access, 'bob', status);
    expect([...access.letIn]).toEqual(['bob']);
    expect(isShutOut(access, 'bob')).toBe(false);
  });

  it('is not who was turned away twice and never let in', () => {
    const access = createAccess();
    noteAccess(access, undefined, 403);
    expect(isShutOut(access, undefined)).toBe(false);
    noteAccess(access, undefined, 401);
    expect(isShutOut(access, undefined)).toBe(true);
    expect(isShutOut(access, 'bob')).toBe(false);
  });

  it('is not told by what is wrong with the request', () => {
    const access = createAccess();
    for (const status of [404, 400, 422, 500]) noteAccess(access, 'bob', status);
    expect(access.letIn.size + access.turnedAway.size).toBe(0);
  });
});
