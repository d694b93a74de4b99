import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ConcurrentOperation } from '../../runtime/stateful/concurrency/concurrent-operation.ts';
import { findLinearization } from '../../runtime/stateful/concurrency/find-linearization.ts';
import { counterModel } from '../../runtime/stateful/concurrency/models/counter.ts';
import { existenceModel } from '../../runtime/stateful/concurrency/models/existence.ts';
import { limitedModel } from '../../runtime/stateful/concurrency/models/limited.ts';
import { registerModel } from '../../runtime/stateful/concurrency/models/register.ts';
import type { SequentialModel } from '../../runtime/stateful/concurrency/sequential-model.ts';

type History<Op, Result> = readonly ConcurrentOperation<Op, Result>[];

interface Subject<State, Op, Result> {
  readonly name: string;
  readonly model: SequentialModel<State, Op, Result>;
  readonly op: fc.Arbitrary<Op>;
  /** What an object that does one thing after the other answers, and how it is then. */
  act(state: State, op: Op): readonly [State, Result];
  readonly result: fc.Arbitrary<Result>;
}

const texts = fc.constantFrom('a', 'b', 'c');

const register: Subject<
  string,
  Parameters<ReturnType<typeof registerModel>['step']>[1],
  NonNullable<Parameters<ReturnType<typeof registerModel>['step']>[2]>
> = {
  name: 'register',
  model: registerModel('a'),
  op: fc.oneof(
    fc.record({ kind: fc.constant('write' as const), value: texts }),
    fc.record({ kind: fc.constant('compare-and-set' as const), expected: texts, value: texts }),
    fc.constant({ kind: 'read' as const }),
  ),
  act(state, op) {
    if (op.kind === 'read') return [state, { kind: 'value', value: state }];
    const fits = op.kind === 'write' || op.expected === state;
    return fits ? [op.value, { kind: 'accepted' }] : [state, { kind: 'refused' }];
  },
  result: fc.oneof(
    fc.record({ kind: fc.constantFrom('accepted' as const, 'refused' as const) }),
    fc.record({ kind: fc.constant('value' as const), value: texts }),
  ),
};

const counter: Subject<number, 'add' | 'read', 'accepted' | 'refused' | number> = {
  name: 'counter',
  model: counterModel(10, 5),
  op: fc.constantFrom('add' as const, 'read' as const),
  act: (count, op) => (op === 'add' ? [count + 1, 'accepted'] : [count, 10 + 5 * count]),
  result: fc.oneof(
    fc.constantFrom('accepted' as const, 'refused' as const),
    fc.nat(3).map((count) => 10 + 5 * count),
  ),
};

const limited: Subject<number, 'take', 'accepted' | 'refused'> = {
  name: 'limited',
  model: limitedModel(2),
  op: fc.constant('take' as const),
  act: (taken) => (taken < 2 ? [taken + 1, 'accepted'] : [taken, 'refused']),
  result: fc.constantFrom('accepted' as const, 'refused' as const),
};

const existence: Subject<boolean, 'create' | 'delete' | 'change' | 'read', 'accepted' | 'refused' | 'there' | 'gone'> =
  {
    name: 'existence',
    model: existenceModel(true),
    op: fc.constantFrom('create' as const, 'delete' as const, 'change' as const, 'read' as const),
    act(isThere, op) {
      if (op === 'read') return [isThere, isThere ? 'there' : 'gone'];
      if (isThere === (op === 'create')) return [isThere, 'refused'];
      return [op === 'change' ? isThere : op === 'create', 'accepted'];
    },
    result: fc.constantFrom('accepted' as const, 'refused' as const, 'there' as const, 'gone' as const),
  };

/** When each operation is sent, takes effect and is answered: three times in this order, all of them different. */
function timings(count: number): fc.Arbitrary<readonly (readonly [number, number, number])[]> {
  return fc
    .shuffledSubarray(
      Array.from({ length: count * 3 }, (_, at) => at % count),
      { minLength: count * 3, maxLength: count * 3 },
    )
    .map((order) => Array.from({ length: count }, (_, one) => order.flatMap((who, at) => (who === one ? [at] : []))))
    .map((times) => times.map(([a = 0, b = 0, c = 0]) => [a, b, c] as const));
}

/** What clients of an object that does one thing after the other see of it; of some they do not see the answer. */
function atomicHistories<State, Op, Result>(
  { model, op, act }: Subject<State, Op, Result>,
  maxLength: number,
): fc.Arbitrary<History<Op, Result>> {
  return fc
    .array(fc.tuple(op, fc.nat(9)), { minLength: 1, maxLength })
    .chain((ops) => fc.tuple(fc.constant(ops), timings(ops.length)))
    .map(([ops, times]) => {
      const history = new Map<number, ConcurrentOperation<Op, Result>>();
      let state = model.initial;
      const byEffect = [...times.keys()].sort((a, b) => (times[a]?.[1] ?? 0) - (times[b]?.[1] ?? 0));
      for (const at of byEffect) {
        const [one, chance] = ops[at] ?? expect.fail();
        const [invokedAt, , respondedAt] = times[at] ?? expect.fail();
        const isLost = chance === 0;
        const [next, result] = act(state, one);
        state = next;
        history.set(at, {
          invokedAt,
          respondedAt: isLost ? undefined : respondedAt,
          op: one,
          result: isLost ? undefined : result,
        });
      }
      return ops.map((_, at) => history.get(at) ?? expect.fail());
    });
}

/** Any answers at any time. */
function anyHistories<State, Op, Result>({
  op,
  result,
}: Subject<State, Op, Result>): fc.Arbitrary<History<Op, Result>> {
  return fc
    .array(fc.tuple(op, fc.option(result, { freq: 8, nil: undefined })), { minLength: 1, maxLength: 5 })
    .chain((ops) => fc.tuple(fc.constant(ops), timings(ops.length)))
    .map(([ops, times]) =>
      ops.map(([one, answer], at) => {
        const [invokedAt, , respondedAt] = times[at] ?? expect.fail();
        return { invokedAt, respondedAt: answer === undefined ? undefined : respondedAt, op: one, result: answer };
      }),
    );
}

/** By trying all orders of all choices of the operations that had no answer. */
function isExplained<State, Op, Result>(
  history: History<Op, Result>,
  model: SequentialModel<State, Op, Result>,
): boolean {
  const answered = history.filter(({ respondedAt }) => respondedAt !== undefined);
  const lost = history.filter(({ respondedAt }) => respondedAt === undefined);
  return subsets(lost).some((some) =>
    orders([...answered, ...some]).some((order) => keepsTime(order) && allows(order, model)),
  );
}

function allows<State, Op, Result>(order: History<Op, Result>, model: SequentialModel<State, Op, Result>): boolean {
  let states: readonly State[] = [model.initial];
  for (const { op, result } of order) states = states.flatMap((state) => model.step(state, op, result));
  return states.length > 0;
}

function keepsTime(order: History<unknown, unknown>): boolean {
  return order.every((one, at) =>
    order.slice(at + 1).every(({ respondedAt }) => respondedAt === undefined || respondedAt >= one.invokedAt),
  );
}

function subsets<T>(items: readonly T[]): readonly (readonly T[])[] {
  return items.reduce<readonly (readonly T[])[]>((all, item) => [...all, ...all.map((one) => [...one, item])], [[]]);
}

function orders<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}

function laws<State, Op, Result>(subject: Subject<State, Op, Result>): void {
  describe(subject.name, () => {
    it('explains all that clients of an atomic object can see, and gives an order that the object allows', () => {
      fc.assert(
        fc.property(atomicHistories(subject, 8), (history) => {
          const found = findLinearization(history, subject.model);
          expect(found.kind).toBe('found');
          const order = found.kind === 'found' ? found.order.flatMap((at) => history[at] ?? []) : [];
          expect(allows(order, subject.model)).toBe(true);
          expect(keepsTime(order)).toBe(true);
        }),
        { numRuns: 150 },
      );
    });

    it('says of any history what trying all orders says', () => {
      fc.assert(
        fc.property(anyHistories(subject), (history) => {
          const found = findLinearization(history, subject.model);
          expect(found.kind).toBe(isExplained(history, subject.model) ? 'found' : 'none');
        }),
        { numRuns: 150 },
      );
    });
  });
}

laws(register);
laws(counter);
laws(limited);
laws(existence);

/** All sent at once and answered together, then looked at. */
function together<Op, Result>(ops: readonly (readonly [Op, Result])[]): History<Op, Result> {
  return ops.map(([op, result]) => ({ invokedAt: 0, respondedAt: 1, op, result }));
}

describe('what no order explains', () => {
  it('is two of a unique key', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), fc.integer({ min: 1, max: 5 }), (accepted, limit) => {
        const history = together(Array.from({ length: accepted }, () => ['take', 'accepted'] as const));
        expect(findLinearization(history, limitedModel(limit)).kind).toBe(accepted > limit ? 'none' : 'found');
      }),
    );
  });

  it('is an addition that is lost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(6), (added, shown) => {
        const adds = together(Array.from({ length: added }, () => ['add', 'accepted'] as const));
        const read = { invokedAt: 2, respondedAt: 3, op: 'read', result: 7 + 3 * shown } as const;
        expect(findLinearization([...adds, read], counterModel(7, 3)).kind).toBe(shown === added ? 'found' : 'none');
      }),
    );
  });

  it('is two writers that both found the value they had read', () => {
    const set = (value: string) => ({ kind: 'compare-and-set', expected: 'a', value }) as const;
    const accepted = { kind: 'accepted' } as const;
    const refused = { kind: 'refused' } as const;
    const both = together([[set('b'), accepted] as const, [set('c'), accepted] as const]);
    expect(findLinearization(both, registerModel('a')).kind).toBe('none');
    const one = together<ReturnType<typeof set>, typeof accepted | typeof refused>([
      [set('b'), accepted],
      [set('c'), refused],
    ]);
    expect(findLinearization(one, registerModel('a')).kind).toBe('found');
  });

  it('is a thing that is there after it was deleted', () => {
    const history = [
      ...together([['delete', 'accepted'] as const, ['change', 'accepted'] as const]),
      { invokedAt: 2, respondedAt: 3, op: 'read', result: 'there' } as const,
    ];
    expect(findLinearization(history, existenceModel(true)).kind).toBe('none');
  });
});

it('gives up where there is too much to look at', () => {
  const history = Array.from({ length: 12 }, (_, at) => ({
    invokedAt: 0,
    respondedAt: 1,
    op: at === 11 ? ('read' as const) : ('add' as const),
    result: at === 11 ? 1 : ('accepted' as const),
  }));
  expect(findLinearization(history, counterModel(0.5, 7), 20).kind).toBe('unknown');
});
