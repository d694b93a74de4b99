import { stringify } from 'yaml';
import type { Reporter } from '../../reporters/contract.ts';
import type { Difference } from '../../runtime/model/difference.ts';
import type { Failure } from '../../runtime/model/failure.ts';
import type { Api } from '../../runtime/model/operation.ts';
import { overlayDocument } from './overlay-document.ts';

/** Collects what a run shows of the document, and writes an overlay as YAML at its end. */
export function createOverlayReport(api: Api, cwd: string, write: (text: string) => void): Reporter {
  const differences: Difference[] = [];
  const failures = new Map<string, Failure>();
  let closed = false;
  return {
    name: 'overlay',
    on: {
      difference: (event) => {
        differences.push(event.difference);
      },
      'failure-found': ({ failure }) => {
        failures.set(failure.id, failure);
      },
    },
    async close(): Promise<void> {
      if (closed) return;
      closed = true;
      const overlay = overlayDocument({ api, differences, failures: [...failures.values()], cwd });
      write(header(overlay.actions.length));
      write(stringify(overlay, { lineWidth: 0 }));
    },
  };
}

function header(actions: number): string {
  const found =
    actions === 0
      ? 'Nothing was found that the document should say otherwise.'
      : 'Keep the actions in which the server is right; correct the server for the others.';
  return `# Suggested by api-test-gen. ${found}\n`;
}
