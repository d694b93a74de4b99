import type { EventOf, RunEvent } from '../../runtime/events.ts';
import { run } from '../../src/run.ts';
import type { Framework } from './frameworks.ts';
import { startServer } from './start-server.ts';

type Failure = EventOf<'failure-found'>['failure'];
type Summary = EventOf<'run-finished'>['summary'];

/** What the runs against one framework showed. */
export interface Exercise {
  readonly name: string;
  readonly runs: readonly Summary[];
  /** Each failure once. */
  readonly failures: readonly Failure[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Positive cases that no sane server refuses, and those that were refused with a 4xx that speaks of the request. */
  readonly positive: { readonly sent: number; readonly refused: number };
  /** What the server wrote to standard error. */
  readonly errors: string;
}

/**
 * Runs every phase against a fresh server, with the credentials it knows, until `cases` or more were sent: operations with few distinct requests
 * end early, and the next run has another seed.
 */
export async function exercise(framework: Framework, cases: number, seed: number): Promise<Exercise> {
  const server = await startServer(framework);
  const collected = new Collected();
  try {
    const spec = `${server.url}/openapi.json`;
    const operations = await countOperations(spec);
    for (let run = 0; run < 10 && collected.cases < cases; run += 1) {
      const maxExamples = Math.max(10, Math.ceil((cases - collected.cases) / operations));
      await runOnce({ spec, baseUrl: server.url, seed: seed + run, maxExamples }, collected);
    }
    return collected.result(framework.name, server.errors());
  } finally {
    await server.stop();
  }
}

async function countOperations(spec: string): Promise<number> {
  const { paths } = (await (await fetch(spec)).json()) as { paths: Record<string, object> };
  return Object.values(paths)
    .flatMap((path) => Object.keys(path))
    .filter((key) => /^(?:get|put|post|delete|patch)$/.test(key)).length;
}

interface OneRun {
  readonly spec: string;
  readonly baseUrl: string;
  readonly seed: number;
  readonly maxExamples: number;
}

async function runOnce(options: OneRun, collected: Collected): Promise<void> {
  const headers = { Authorization: 'Bearer dev-token' };
  for await (const event of run({ ...options, headers, record: 'failures' })) collected.add(event);
}

const notOfTheRequest = [401, 403, 404, 409];

/** Gathers what the events of several runs say. */
class Collected {
  private readonly runs: Summary[] = [];
  private readonly failures = new Map<string, Failure>();
  private readonly problems = new Set<string>();
  private readonly warnings = new Set<string>();
  private sent = 0;
  private refused = 0;

  get cases(): number {
    return this.runs.reduce((sum, { cases }) => sum + cases.sent, 0);
  }

  add(event: RunEvent): void {
    if (event.type === 'failure-found') this.addFailure(event.failure);
    else if (event.type === 'problem')
      this.problems.add(`${event.problem.code} at ${event.problem.operation ?? 'the run'}: ${event.problem.message}`);
    else if (event.type === 'warning') this.warnings.add(`${event.code}: ${event.message}`);
    else if (event.type === 'run-finished') this.runs.push(event.summary);
    else if (event.type === 'case-finished' && event.mode === 'positive' && event.doubtful !== true)
      this.addPositive(event.status ?? 0);
  }

  result(name: string, errors: string): Exercise {
    return {
      name,
      runs: this.runs,
      failures: [...this.failures.values()],
      problems: [...this.problems],
      warnings: [...this.warnings],
      positive: { sent: this.sent, refused: this.refused },
      errors,
    };
  }

  private addFailure(failure: Failure): void {
    if (!this.failures.has(failure.id)) this.failures.set(failure.id, failure);
  }

  private addPositive(status: number): void {
    this.sent += 1;
    if (status >= 400 && status < 500 && !notOfTheRequest.includes(status)) this.refused += 1;
  }
}
