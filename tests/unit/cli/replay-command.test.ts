import { execFileSync } from 'node:child_process';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve-config.ts';
import type { SettingLayer } from '../../../src/config/setting-sources.ts';
import { keptReplayCommand, replayCommand } from '../../../src/replay-command.ts';

const cwd = resolve('/work/project');
const baseUrl = 'http://127.0.0.1:8080/v1';

function command(layer: SettingLayer, spec = resolve(cwd, 'openapi.yaml')): string {
  return replayCommand(resolveConfig([layer], { checks: [], reporters: [] }, cwd), { spec, baseUrl, cwd });
}

describe('the replay command', () => {
  it('names document and server', () => {
    expect(command({})).toBe('api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080/v1');
  });

  it('keeps a URL and a path elsewhere as they are', () => {
    expect(command({}, 'http://127.0.0.1/a.json?b=c')).toContain("run 'http://127.0.0.1/a.json?b=c' ");
    expect(command({}, resolve('/elsewhere/a.yaml'))).toContain(resolve('/elsewhere/a.yaml'));
  });

  it('repeats what decides the cases and differs from the default', () => {
    const given = {
      mode: 'negative',
      maxExamples: 500,
      maxSpecSize: 1000,
      adapt: false,
      allowFileRefs: true,
      concurrency: 3,
    } as const;
    expect(command(given)).toBe(
      'api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080/v1 --mode negative --max-examples 500 --no-adapt --max-spec-size 1000 --allow-file-refs',
    );
  });

  it('names the configuration file where it holds serialisers', () => {
    const serialisers = [{ mediaType: 'application/x', write: () => '' }];
    expect(command({ config: 'ci/own config.ts', serialisers })).toBe(
      "api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080/v1 --config 'ci/own config.ts'",
    );
    // One that was found is found again.
    expect(command({ serialisers })).toBe('api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080/v1');
    expect(command({ config: 'ci/own.ts' })).not.toContain('--config');
  });

  it('repeats a demo', () => {
    const config = resolveConfig([{ maxExamples: 500 }], { checks: [], reporters: [] }, cwd);
    expect(replayCommand(config, 'demo')).toBe('api-test-gen demo --max-examples 500');
  });

  it('has environment variables in place of credentials', () => {
    const headers = [
      ['Authorization', 's3cret'],
      ['X-Note', "it's"],
    ] as const;
    const line = command({ headers });
    expect(line).not.toContain('s3cret');
    expect(line).toContain(String.raw`-H "Authorization: $ATG_AUTHORIZATION" -H 'X-Note: it'\''s'`);
  });

  it.skipIf(process.platform === 'win32')('is read back by a POSIX shell', () => {
    const headers = [
      ['Authorization', 'Bearer t'],
      ['X-Note', 'it\'s $HOME `x` "y" \\'],
    ] as const;
    const words = execFileSync('sh', ['-c', `printf '%s\\n' ${command({ headers })}`], {
      encoding: 'utf8',
      env: { ...process.env, ATG_AUTHORIZATION: 'Bearer t' },
    });
    expect(words.trimEnd().split('\n').slice(5)).toEqual([
      '-H',
      'Authorization: Bearer t',
      '-H',
      'X-Note: it\'s $HOME `x` "y" \\',
    ]);
  });
});

describe('the command for a kept failure', () => {
  it('names it, what decides how answers are read, and credentials as variables', () => {
    const layer = {
      mode: 'negative',
      maxExamples: 500,
      requestTimeout: 2,
      maxResponseTime: 0.5,
      headers: [['X-Api-Key', 's3cret-key']],
    } as const;
    const config = resolveConfig([layer], { checks: [], reporters: [] }, cwd);
    expect(keptReplayCommand(config, '0123456789ab')).toBe(
      'api-test-gen replay 0123456789ab -H "X-Api-Key: $ATG_X_API_KEY" --request-timeout 2 --max-response-time 0.5',
    );
  });

  it('is short where all is as it is by default', () => {
    const config = resolveConfig([{}], { checks: [], reporters: [] }, cwd);
    expect(keptReplayCommand(config, '0123456789ab')).toBe('api-test-gen replay 0123456789ab');
  });
});
