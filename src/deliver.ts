import type { Reporter } from '../reporters/contract.ts';
import type { RunEvent } from '../runtime/events.ts';
import type { RunSummary } from '../runtime/model/summary.ts';

/** A reporter, and a wait for its output to be taken where that lags behind. */
export interface Delivery {
  readonly reporter: Reporter;
  /** A promise if the output's buffer is full, else nothing. */
  drained?(): Promise<void> | undefined;
}

/** How the delivery went. */
export interface DeliveryResult {
  /** Absent only if the events ended without `run-finished`. */
  readonly summary: RunSummary | undefined;
  /** The reporters that threw. */
  readonly failed: readonly string[];
}

/**
 * Hands each event to each reporter, in order, one after the other. A reporter that throws is told of nothing more, is named
 * to `onFailure`, and stops no other. `close` is called on every reporter, also if the events themselves throw.
 */
export async function deliver(
  events: AsyncIterable<RunEvent>,
  deliveries: readonly Delivery[],
  onFailure: (reporter: string, error: unknown) => void,
): Promise<DeliveryResult> {
  const failed = new Set<string>();
  let attached = [...deliveries];
  const detach = (delivery: Delivery, error: unknown): void => {
    failed.add(delivery.reporter.name);
    attached = attached.filter((one) => one !== delivery);
    onFailure(delivery.reporter.name, error);
  };
  let summary: RunSummary | undefined;
  try {
    for await (const event of events) {
      if (event.type === 'run-finished') summary = event.summary;
      for (const delivery of attached) {
        try {
          const pending = tell(delivery.reporter, event) ?? delivery.drained?.();
          if (pending !== undefined) await pending; // no turn of the loop is spent where nothing waits
        } catch (error) {
          detach(delivery, error);
        }
      }
    }
  } finally {
    for (const delivery of deliveries) {
      try {
        await delivery.reporter.close?.();
      } catch (error) {
        if (!failed.has(delivery.reporter.name)) detach(delivery, error);
      }
    }
  }
  return { summary, failed: [...failed] };
}

function tell(reporter: Reporter, event: RunEvent): Promise<void> | undefined {
  const handler = reporter.on[event.type] as ((event: RunEvent) => void | Promise<void>) | undefined;
  return handler?.(event) ?? undefined;
}
