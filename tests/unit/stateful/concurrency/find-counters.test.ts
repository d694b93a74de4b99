import { expect, it } from 'vitest';
import { findCounters, type SerialReads } from '../../../../runtime/stateful/concurrency/find-counters.ts';
import { numberLeaves } from '../../../../runtime/stateful/concurrency/number-leaves.ts';
import type { RaceOutcome } from '../../../../runtime/stateful/concurrency/race-answer.ts';

/** What a thing showed: twice before, after each request, and once more. */
function reads(
  before: object,
  after: readonly (readonly [RaceOutcome, object])[],
  { twice = before, again = after.at(-1)?.[1] ?? before }: { readonly twice?: object; readonly again?: object } = {},
): SerialReads {
  return {
    before: [numberLeaves(before), numberLeaves(twice)],
    after: after.map(([outcome, shown]) => ({ outcome, numbers: numberLeaves(shown) })),
    again: numberLeaves(again),
  };
}

const grows = reads({ n: 1 }, [
  ['accepted', { n: 4 }],
  ['accepted', { n: 7 }],
]);

it('finds what each accepted request changes by the same, wherever it stands', () => {
  const nested = reads({ data: { stock: { left: 9 } }, lines: [] }, [
    ['accepted', { data: { stock: { left: 7 } }, lines: ['a'] }],
    ['accepted', { data: { stock: { left: 5 } }, lines: ['a', 'b'] }],
    ['refused', { data: { stock: { left: 5 } }, lines: ['a', 'b'] }],
  ]);
  expect(findCounters([nested, nested])).toEqual([
    { pointer: '/data/stock/left', delta: -2 },
    { pointer: '/lines (length)', delta: 1 },
  ]);
});

it.each<[string, readonly SerialReads[]]>([
  ['no serial run', []],
  [
    'runs that do not agree',
    [
      grows,
      reads({ n: 1 }, [
        ['accepted', { n: 3 }],
        ['accepted', { n: 5 }],
      ]),
    ],
  ],
  [
    'steps that differ',
    [
      reads({ n: 1 }, [
        ['accepted', { n: 2 }],
        ['accepted', { n: 4 }],
      ]),
    ],
  ],
  [
    'nothing that changes',
    [
      reads({ n: 1 }, [
        ['accepted', { n: 1 }],
        ['accepted', { n: 1 }],
      ]),
    ],
  ],
  [
    'one accepted request',
    [
      reads({ n: 1 }, [
        ['accepted', { n: 2 }],
        ['refused', { n: 2 }],
      ]),
    ],
  ],
  [
    'a refused request that counts',
    [
      reads({ n: 1 }, [
        ['accepted', { n: 2 }],
        ['accepted', { n: 3 }],
        ['refused', { n: 4 }],
      ]),
    ],
  ],
  [
    'an answer that says nothing',
    [
      reads({ n: 1 }, [
        ['accepted', { n: 2 }],
        ['accepted', { n: 3 }],
        ['unclear', { n: 3 }],
      ]),
    ],
  ],
  [
    'what changes by itself',
    [
      reads(
        { n: 0 },
        [
          ['accepted', { n: 2 }],
          ['accepted', { n: 3 }],
        ],
        { twice: { n: 1 } },
      ),
    ],
  ],
  [
    'what reading changes',
    [
      reads(
        { n: 1 },
        [
          ['accepted', { n: 2 }],
          ['accepted', { n: 3 }],
        ],
        { again: { n: 4 } },
      ),
    ],
  ],
  [
    'a version',
    [
      reads({ rowVersion: 1 }, [
        ['accepted', { rowVersion: 2 }],
        ['accepted', { rowVersion: 3 }],
      ]),
    ],
  ],
  [
    'a time',
    [
      reads({ changed: 1_790_000_000 }, [
        ['accepted', { changed: 1_790_000_001 }],
        ['accepted', { changed: 1_790_000_002 }],
      ]),
    ],
  ],
  [
    'a number of another thing',
    [
      reads({ items: [{ n: 1 }] }, [
        ['accepted', { items: [{ n: 2 }] }],
        ['accepted', { items: [{ n: 3 }] }],
      ]),
    ],
  ],
])('takes %s for no counter', (_name, runs) => {
  expect(findCounters(runs)).toEqual([]);
});
