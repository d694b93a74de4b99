import { describe, expect, it } from 'vitest';
import { learnFrom } from '../../../runtime/learning/index.ts';
import { jsonBody, refusedExchange } from './refusal-fixtures.ts';

/** What is learned from an answer to this body. */
function learned(value: unknown, answer: unknown): readonly (readonly [string, string])[] {
  return learnFrom(refusedExchange(jsonBody(value), 400, JSON.stringify(answer))).map(({ pointer, demand }) => [
    pointer,
    demand.keyword,
  ]);
}

const value = { size: 'M', name: 'x', tags: ['no', 'y'] };

// As Zod 4 says it of `size: union(number, enum)` and `tags: array(union(number, boolean))`.
const branches = {
  size: ['Invalid input: expected number, received string', 'Invalid option: expected one of "S"|"L"'],
  tags: ['Invalid input: expected number, received string', 'Invalid input: expected boolean, received string'],
};
const short = 'Too small: expected string to have >=2 characters';

describe('the branches of a union teach nothing', () => {
  it('that mixes them, nor of what is beside it', () => {
    expect(learned(value, { _errors: [], size: { _errors: branches.size }, name: { _errors: [short] } })).toEqual([]);
  });

  it('but what is outside stays', () => {
    const answer = {
      errors: [],
      properties: {
        name: { errors: [short] },
        tags: { errors: [], items: [{ errors: branches.tags }, { errors: [short] }] },
      },
    };
    expect(learned(value, answer)).toEqual([['/name', 'minLength']]);
  });

  it('in Pydantic, whose paths then hold the names of branches', () => {
    const detail = [
      { type: 'int_parsing', loc: ['body', 'size', 'int'], msg: 'Input should be a valid integer' },
      { type: 'literal_error', loc: ['body', 'size', "literal['S','L']"], msg: 'm', ctx: { expected: "'S' or 'L'" } },
    ];
    expect(learned(value, { detail })).toEqual([]);
  });

  it('in Joi, which lists types among the values', () => {
    expect(learned(value, { error: '"size" must be one of [number, S, L]' })).toEqual([]);
    expect(learned(value, { error: '"size" must be one of [S, L]' })).toEqual([['/size', 'enum']]);
  });

  it('but a type and an enum of that type are one rule', () => {
    const details = [
      { message: 'm', path: ['size'], type: 'any.only', context: { valids: ['S', 'L'] } },
      { message: 'm', path: ['size'], type: 'string.base', context: {} },
    ];
    expect(learned({ size: 7 }, { details })).toEqual([
      ['/size', 'enum'],
      ['/size', 'type'],
    ]);
  });
});
