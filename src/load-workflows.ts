import type { Api } from '../runtime/model/operation.ts';
import type { LoadedWorkflows } from '../runtime/spec/arazzo/load-workflows.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';

/** What is read beside the configuration. */
interface WorkflowSources {
  readonly cwd: string;
  readonly signal: AbortSignal;
  /** For http sources. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
}

/** Loads the workflows that are configured; `undefined` where there are none. Throws a `SpecError` for a document that cannot be used. */
export async function loadConfiguredWorkflows(
  { workflows, maxSpecSize, allowFileRefs, allowRemoteRefs }: ResolvedConfig,
  api: Api,
  sources: WorkflowSources,
): Promise<LoadedWorkflows | undefined> {
  if (workflows.length === 0) return undefined;
  // Loaded only here: few runs have any.
  const { loadWorkflows } = await import('../runtime/spec/arazzo/load-workflows.ts');
  return loadWorkflows(workflows, api, { ...sources, maxBytes: maxSpecSize, allowFileRefs, allowRemoteRefs });
}
