import type { CaseOutcomes } from './case-outcomes.ts';
import { brokenConnection } from './fault-findings.ts';
import type { RunState } from '../run-state.ts';
import type { Scheduled } from '../phases/schedule.ts';
import { waitForServer } from './server-health.ts';

/** Finds out which request makes a server break its connections, or that it is down. */
export interface ConnectionTrouble {
  /** Something to wait for before the next case is sent, where there is trouble. */
  gate(): Promise<void> | undefined;
  /** A request leaves, or has come back: the examination begins when none is under way. */
  left(): void;
  cameBack(): void;
  /** The connection of this case was broken. Settles when it is clear why. */
  suspect(scheduled: Scheduled): Promise<void>;
  /** Whether a broken connection is being looked into. */
  isSuspecting(): boolean;
}

export function createConnectionTrouble(run: RunState, outcomes: CaseOutcomes): ConnectionTrouble {
  let underWay = 0;
  let suspects: Scheduled[] = [];
  let examination: Promise<void> | undefined;
  let onQuiet: (() => void) | undefined;

  const quiet = (): Promise<void> =>
    new Promise((resolve) => {
      if (underWay === 0) resolve();
      else onQuiet = resolve;
    });

  const examine = async (): Promise<void> => {
    await quiet();
    const examined = suspects;
    suspects = [];
    await identify(run, outcomes, examined);
  };

  return {
    gate: () => examination,
    isSuspecting: () => suspects.length > 0,
    left() {
      underWay += 1;
    },
    cameBack() {
      underWay -= 1;
      if (underWay > 0) return;
      onQuiet?.();
      onQuiet = undefined;
    },
    suspect(scheduled) {
      suspects.push(scheduled);
      examination ??= examine().finally(() => {
        examination = undefined;
      });
      return examination;
    },
  };
}

/** Once all requests have come back the suspects are sent again, one at a time: the one that does it again is the one. */
async function identify(run: RunState, outcomes: CaseOutcomes, suspects: readonly Scheduled[]): Promise<void> {
  let isUp = await isBack(run);
  let culprits = 0;
  for (const scheduled of suspects) {
    if (!isUp) break;
    const result = await run.sender.send(scheduled.ready.request, scheduled.ready.identity);
    if (result.kind === 'response') {
      if (mayGoOnFrom(scheduled)) scheduled.onAnswer?.(result.response, result.durationMs, scheduled.ready.identity);
      await outcomes.answered(scheduled, result.response, result.durationMs);
    } else if (result.fault === 'timeout') outcomes.timedOut(scheduled, result.durationMs);
    else if (result.fault === 'malformed-response') outcomes.malformed(scheduled, result.message, result.durationMs);
    else if (result.fault === 'aborted') return;
    else {
      culprits += 1;
      outcomes.lost(scheduled, brokenConnection(result.message), { kind: 'deterministic' });
      isUp = await isBack(run);
    }
  }
  if (!isUp) gaveUp(run, outcomes, suspects, culprits);
  else if (culprits === 0) brokeOnce(run, suspects);
}

/** What a sequence can do twice and still know what there is: the answer to the second is as good as one to the first. */
const repeatable: ReadonlySet<string | undefined> = new Set(['create', 'list', 'read', 'update']);

function mayGoOnFrom({ chain, ready }: Scheduled): boolean {
  return chain !== undefined && repeatable.has(ready.case.scenario);
}

async function isBack({ options, sender }: RunState): Promise<boolean> {
  const { baseUrl, headers, signal } = options;
  if (signal.aborted) return false;
  const target = new URL(baseUrl).pathname;
  return waitForServer(sender, { method: 'HEAD', target, headers, body: undefined }, signal);
}

function gaveUp(run: RunState, outcomes: CaseOutcomes, suspects: readonly Scheduled[], culprits: number): void {
  if (run.options.signal.aborted) return;
  const [first] = suspects;
  if (culprits === 0 && first !== undefined) {
    const finding = brokenConnection(`the server is down; requests under way were to ${labelsOf(suspects).join(', ')}`);
    outcomes.lost(first, { ...finding, confidence: 'likely' }, undefined);
  }
  run.warn({
    code: 'server_died',
    message: 'The server stopped taking connections: the run ends here. What was found so far is reported.',
    hint: 'Start the server again, and send the request of the connection-lost failure to it alone.',
  });
  run.stop('server-died');
}

function brokeOnce(run: RunState, suspects: readonly Scheduled[]): void {
  run.warn({
    code: 'connection_lost',
    message: `The server broke ${suspects.length} connection${suspects.length === 1 ? '' : 's'}, and answered the same requests when they were sent again.`,
    hint: 'Look at the server’s log for a crash or a restart, or at what stands between it and this machine.',
    operations: labelsOf(suspects),
  });
}

function labelsOf(suspects: readonly Scheduled[]): readonly string[] {
  return [...new Set(suspects.map(({ state }) => state.entry.label))];
}
