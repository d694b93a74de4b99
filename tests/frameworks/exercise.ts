import type { EventOf, RunEvent } from '../../runtime/events.ts';
import { run } from '../../src/run.ts';
import type { Framework } from './frameworks.ts';
import { startServer } from './start-server.ts';

type Failure = EventOf<'failure-found'>['failure'];

/** What a run against one framework showed. */
export interface Exercise {
  readonly name: string;
  readonly summary: EventOf<'run-finished'>['summary'];
  readonly failures: readonly Failure[];
  readonly problems: readonly EventOf<'problem'>['problem'][];
  readonly warnings: readonly EventOf<'warning'>[];
  /** Positive cases, and those that were refused with a 4xx other than 401, 403, 404 and 409. */
  readonly positive: { readonly sent: number; readonly refused: number };
  /** What the server wrote to standard error. */
  readonly errors: string;
}

/**
 * Runs every phase against a fresh server, with the credentials it knows. Each operation gets as many fuzzing cases as bring the run to
 * `cases` or more.
 */
export async function exercise(framework: Framework, cases: number, seed: number): Promise<Exercise> {
  const server = await startServer(framework);
  try {
    const spec = `${server.url}/openapi.json`;
    const document = (await (await fetch(spec)).json()) as { paths: Record<string, object> };
    const operations = Object.values(document.paths).flatMap((path) =>
      Object.keys(path).filter((key) => /^(?:get|put|post|delete|patch)$/.test(key)),
    ).length;
    const collected: Collected = { failures: [], problems: [], warnings: [], sent: 0, refused: 0 };
    for await (const event of run({
      spec,
      baseUrl: server.url,
      headers: { Authorization: 'Bearer dev-token' },
      seed,
      maxExamples: Math.ceil(cases / operations),
      record: 'failures',
    }))
      collect(event, collected);
    const { summary, failures, problems, warnings, sent, refused } = collected;
    if (summary === undefined) throw new Error('The run did not end with run-finished');
    const positive = { sent, refused };
    return { name: framework.name, summary, failures, problems, warnings, positive, errors: server.errors() };
  } finally {
    await server.stop();
  }
}

interface Collected {
  readonly failures: Failure[];
  readonly problems: EventOf<'problem'>['problem'][];
  readonly warnings: EventOf<'warning'>[];
  summary?: Exercise['summary'];
  sent: number;
  refused: number;
}

const notTheRequest = [401, 403, 404, 409];

function collect(event: RunEvent, into: Collected): void {
  if (event.type === 'failure-found') into.failures.push(event.failure);
  else if (event.type === 'problem') into.problems.push(event.problem);
  else if (event.type === 'warning') into.warnings.push(event);
  else if (event.type === 'run-finished') into.summary = event.summary;
  else if (event.type === 'case-finished' && event.mode === 'positive') {
    into.sent += 1;
    const { status = 0 } = event;
    if (status >= 400 && status < 500 && !notTheRequest.includes(status)) into.refused += 1;
  }
}
