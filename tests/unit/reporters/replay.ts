import { readFileSync } from 'node:fs';
import type { ReporterContext, ReporterDefinition } from '../../../reporters/contract.ts';
import type { EventOf, RunEvent } from '../../../runtime/events.ts';

/** A recorded run from `streams/`. */
export function readStream(name: string): readonly RunEvent[] {
  return readFileSync(new URL(`streams/${name}.ndjson`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
}

/** What a reporter writes when it is given these events. `close` is called as often as told. */
export async function replay(
  definition: ReporterDefinition,
  events: readonly RunEvent[],
  context: Partial<ReporterContext> = {},
  closes = 1,
): Promise<string> {
  let output = '';
  const reporter = definition.create({
    write: (text) => {
      output += text;
    },
    isTTY: false,
    columns: 80,
    color: false,
    cwd: '/work/shop',
    command: 'api-test-gen run openapi.yaml',
    ...context,
  });
  const on = reporter.on as Readonly<Record<string, ((event: EventOf<RunEvent['type']>) => unknown) | undefined>>;
  for (const event of events) await on[event.type]?.(event);
  for (let time = 0; time < closes; time += 1) await reporter.close?.();
  return output;
}
