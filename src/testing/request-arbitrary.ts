import { Arbitrary, Stream, Value, toStringMethod, type Random } from 'fast-check';
import { fuzzingCase } from '../../runtime/cases/fuzzing/fuzzing-case.ts';
import type { OperationContext } from '../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../runtime/cases/ready-case.ts';
import { shrinkCase } from '../../runtime/cases/shrink-case.ts';
import { InvalidSpecError } from '../../runtime/errors.ts';
import { oneLine } from '../../reporters/escape.ts';

/** A valid request as it goes out, and as fast-check shows it. */
export interface DrawnRequest {
  readonly ready: ReadyCase;
  [toStringMethod](): string;
}

const maxTries = 20;

/** The valid requests of an operation, as fuzzing draws them; smaller ones are tried of one that fails. */
export function requestArbitrary(context: OperationContext): Arbitrary<DrawnRequest> {
  return new RequestArbitrary(context);
}

/** fast-check knows arbitraries by their class. */
class RequestArbitrary extends Arbitrary<DrawnRequest> {
  readonly #context: OperationContext;

  constructor(context: OperationContext) {
    super();
    this.#context = context;
  }

  override generate(random: Random): Value<DrawnRequest> {
    const { label } = this.#context.operation;
    for (let attempt = 0; attempt < maxTries; attempt += 1) {
      const seedPath = {
        seed: random.nextInt(0, 0x7fffffff),
        operation: label,
        phase: 'fuzzing',
        index: random.nextInt(0, 99),
      } as const;
      const ready = fuzzingCase(this.#context, seedPath, 'positive');
      if (ready !== undefined) return new Value(drawn(ready), undefined);
    }
    throw new InvalidSpecError(`No valid request to ${label} was found that its path, headers or body can carry.`, {
      hint: 'Give an example in the document, or describe it more narrowly.',
    });
  }

  override canShrinkWithoutContext(value: unknown): value is DrawnRequest {
    return typeof value === 'object' && value !== null && 'ready' in value;
  }

  override shrink({ ready }: DrawnRequest): Stream<Value<DrawnRequest>> {
    return new Stream(valuesOf(shrinkCase(this.#context, ready)));
  }
}

function* valuesOf(smaller: Iterable<ReadyCase>): IterableIterator<Value<DrawnRequest>> {
  for (const ready of smaller) yield new Value(drawn(ready), undefined);
}

function drawn(ready: ReadyCase): DrawnRequest {
  const { method, target, body } = ready.request;
  const text = body === undefined ? '' : ` ${typeof body === 'string' ? body : `${body.length} bytes`}`;
  return { ready, [toStringMethod]: () => oneLine(`${method} ${target}${text}`) };
}
