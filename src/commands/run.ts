import { selectOperations } from '../../runtime/engine/filters.ts';
import { targetUrl } from '../base-url.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { confirmPublicTarget, processTerminal, publicTarget } from '../confirm-public-target.ts';
import { exitCodes } from '../exit-code.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { loadConfiguredDocument } from '../load-document.ts';
import { loadConfiguredWorkflows } from '../load-workflows.ts';
import { replayCommand } from '../replay-command.ts';

/** `api-test-gen run`: tests a server against its description. Gives the exit status. */
export async function runCommand(sources: ConfigSources): Promise<number> {
  const config = await loadConfig(sources);
  const { cwd, env } = sources;
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  try {
    const { api, problems, spec } = await loadConfiguredDocument(config, cwd, signal);
    const baseUrl = targetUrl(config, api);
    // Before report files are replaced, and before the engine is loaded: a wrong filter is a quick answer.
    const selected = selectOperations(api.operations, config.filters);
    const workflows = await loadConfiguredWorkflows(config, api, { cwd, signal });
    await confirmPublicTarget(publicTarget(baseUrl, selected), processTerminal(), signal);
    const command = replayCommand(config, { spec, baseUrl, cwd });
    const { openRunMemory } = await import('../run-memory.ts');
    const memory = openRunMemory(config, { api, baseUrl, cwd });
    const { runWithReports } = await import('../run-with-reports.ts');
    const target = { api, problems, workflows, baseUrl, cwd, signal, command, ...memory.target };
    return await runWithReports(config, target, env, memory.reporters);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return exitCodes.interrupted; // before there was anything to report
    throw error;
  } finally {
    interrupt.dispose();
  }
}
