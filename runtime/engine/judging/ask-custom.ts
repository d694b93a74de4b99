import type { CustomCheck, CustomFinding } from '../../checks/custom-check.ts';
import { readThrown, readVerdict, type CustomOutcome } from '../../checks/custom-findings.ts';
import type { Problem } from '../../model/problem.ts';

/** A check may wait for something else; not for ever. */
const maxWaitMs = 10_000;

type Found = readonly CustomFinding[];

/** Calls the user's code and reads what it finds. Whatever the code does, the run goes on: what breaks in a check is a problem, told once. */
export type AskCustom = (
  check: CustomCheck,
  operation: string | undefined,
  call: () => unknown,
) => Found | Promise<Found>;

export function createAskCustom(onProblem: (problem: Problem) => void): AskCustom {
  const told = new Set<string>();
  const read = ({ id }: CustomCheck, operation: string | undefined, outcome: CustomOutcome): Found => {
    if (outcome.kind === 'verdict') return outcome.given;
    if (!told.has(id)) onProblem(problemOf(id, operation, outcome));
    told.add(id);
    return [];
  };
  return (check, operation, call) => {
    try {
      const given = call();
      if (!isThenable(given)) return read(check, operation, readVerdict(given));
      return inTime(given).then(
        (value) => read(check, operation, value === late ? tooLate : readVerdict(value)),
        (error: unknown) => read(check, operation, readThrown(error)),
      );
    } catch (error) {
      return read(check, operation, readThrown(error));
    }
  };
}

function problemOf(
  id: string,
  operation: string | undefined,
  { reason, where }: Extract<CustomOutcome, { kind: 'broken' }>,
): Problem {
  return {
    code: 'ATG_CUSTOM_CHECK',
    message: `The check ${id} broke and has no verdict: ${reason}.`,
    ...(where === undefined ? {} : { where }),
    hint: 'Correct the check. This is told once: there may be more that it could not judge.',
    ...(operation === undefined ? {} : { operation }),
  };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

const late: unique symbol = Symbol('late');
const tooLate: CustomOutcome = { kind: 'broken', reason: `it did not settle within ${maxWaitMs / 1000} seconds` };

async function inTime(given: PromiseLike<unknown>): Promise<unknown> {
  let timer: NodeJS.Timeout | undefined;
  try {
    return await Promise.race([
      given,
      new Promise<typeof late>((resolve) => {
        timer = setTimeout(() => resolve(late), maxWaitMs);
      }),
    ]);
  } finally {
    clearTimeout(timer);
  }
}
