import { fail, later, pass, type Check, type CheckInput, type Verdict } from '../../checks/contract.ts';
import type {
  CheckedExchange,
  CheckedRun,
  CustomCheck,
  CustomFinding,
  CustomRunFinding,
} from '../../checks/custom-check.ts';
import { customExchange } from '../../checks/custom-exchange.ts';
import { toFinding } from '../../checks/custom-findings.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/failure.ts';
import { phases } from '../../model/phase.ts';
import type { Problem } from '../../model/problem.ts';
import { createAskCustom, type AskCustom } from './ask-custom.ts';

/** What a check of the user's found in the run, and the exchange that it is shown with. */
interface RunFinding {
  readonly check: Check;
  readonly finding: Finding;
  readonly exchange: Exchange;
}

/** The checks that the user brought, as the engine asks them. */
export interface CustomChecks {
  readonly checks: readonly Check[];
  /** Asks those that judge the run. A finding that names no exchange is one of the whole API, and shown with the run's first. */
  runEnded(run: CheckedRun): Promise<readonly RunFinding[]>;
}

interface CustomSetting {
  /** Replaces secrets. */
  redact(text: string): string;
  onProblem(problem: Problem): void;
}

export function createCustomChecks(given: readonly CustomCheck[], { redact, onProblem }: CustomSetting): CustomChecks {
  const ask = createAskCustom(onProblem);
  /** What the user's code was given, as long as it keeps it. */
  const shown = new WeakMap<CheckedExchange, Exchange>();
  const finding = (custom: CustomCheck, found: CustomFinding, { response }: Exchange): Finding => {
    const made = toFinding(custom, found, response.status);
    return { ...made, title: redact(made.title) };
  };
  let example: Exchange | undefined;

  const run = (custom: CustomCheck, { operation, exchange }: CheckInput): Verdict => {
    if (custom.onRunEnd !== undefined && (example === undefined || isBefore(exchange, example))) example = exchange;
    if (custom.onExchange === undefined) return pass;
    const view = customExchange(operation, exchange);
    shown.set(view, exchange);
    const found = ask(custom, operation.label, () => custom.onExchange?.(view));
    const verdict = (all: readonly CustomFinding[]): Verdict => {
      const [first, ...others] = all.map((one) => finding(custom, one, exchange));
      return first === undefined ? pass : fail(first, ...others);
    };
    return 'then' in found ? later(found.then(verdict)) : verdict(found);
  };

  const both = given.map((custom) => ({ custom, check: checkOf(custom, (input) => run(custom, input)) }));
  return {
    checks: both.map(({ check }) => check),
    async runEnded(ended) {
      const all: RunFinding[] = [];
      for (const { custom, check } of both) {
        for (const found of await askOfRun(ask, custom, ended)) {
          const named = found.exchange && shown.get(found.exchange);
          const exchange = named ?? example;
          if (exchange === undefined) continue;
          const made = finding(custom, found, exchange);
          all.push({ check, exchange, finding: named === undefined ? { ...made, scope: 'api' } : made });
        }
      }
      return all;
    },
  };
}

/** An order that does not hang on which answer came first. */
function isBefore({ case: a }: Exchange, { case: b }: Exchange): boolean {
  const order = phases.indexOf(a.phase) - phases.indexOf(b.phase) || a.seedPath.index - b.seedPath.index;
  return order < 0 || (order === 0 && a.operation < b.operation);
}

async function askOfRun(ask: AskCustom, custom: CustomCheck, ended: CheckedRun): Promise<readonly CustomRunFinding[]> {
  return custom.onRunEnd === undefined ? [] : ask(custom, undefined, () => custom.onRunEnd?.(ended));
}

function checkOf({ id, severity = 'high', summary = `Your own check ${id}.` }: CustomCheck, run: Check['run']): Check {
  return {
    id,
    severity,
    summary,
    page: { finds: summary, silent: [], confidence: {}, sources: [] },
    run,
  };
}
