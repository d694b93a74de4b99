import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { loadApi } from '../load-document.ts';
import { replayCommand } from '../replay-command.ts';
import { runWithReports } from '../run-with-reports.ts';
import { startLightDemo } from './demo/light-server.ts';

/**
 * `api-test-gen demo`: tests a small API with planted defects on this machine. Gives the exit status. Only the command's own
 * flags count: the filters and credentials of a project's configuration are meant for another API.
 */
export async function demoCommand({ flags, cwd, env }: ConfigSources): Promise<number> {
  const config = await loadConfig({ flags: { ...flags, config: false }, env: {}, cwd });
  const interrupt = listenForInterrupt();
  const demo = await startLightDemo();
  try {
    const { api, problems } = await loadApi(demo.document, { cwd, signal: interrupt.signal });
    const target = {
      api,
      problems,
      baseUrl: demo.url,
      cwd,
      signal: interrupt.signal,
      command: replayCommand(config, 'demo'),
    };
    const status = await runWithReports(config, target, env);
    if (config.report.some(({ name, file }) => name === 'console' && file === undefined))
      process.stdout.write(nextStep);
    return status;
  } finally {
    await demo.close();
    interrupt.dispose();
  }
}

const nextStep = `
The demo's defects are planted. Now your own API:
  api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080
`;
