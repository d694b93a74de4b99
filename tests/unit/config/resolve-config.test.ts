import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../runtime/errors.ts';
import { resolveConfig } from '../../../src/config/resolve-config.ts';
import type { SettingLayer } from '../../../src/config/setting-sources.ts';

const names = { checks: ['a', 'b'], reporters: ['console', 'junit', 'ndjson'] };
const cwd = resolve('/work');
const resolved = (...layers: readonly SettingLayer[]): ReturnType<typeof resolveConfig> =>
  resolveConfig(layers, names, cwd);

describe('the resolved configuration', () => {
  it('has a value for everything when nothing is given', () => {
    const { seed, ...rest } = resolved();
    expect(seed).toSatisfy((n: number) => Number.isInteger(n) && n >= 0 && n < 2 ** 32);
    expect(rest).toMatchInlineSnapshot(`
      {
        "adapt": true,
        "allowFileRefs": false,
        "allowRemoteRefs": false,
        "app": undefined,
        "baseUrl": undefined,
        "baseline": undefined,
        "baselineUpdate": false,
        "checks": [
          "a",
          "b",
        ],
        "cleanup": true,
        "color": "auto",
        "concurrency": 8,
        "customChecks": [],
        "debug": false,
        "failOn": "likely",
        "failOnWarning": [],
        "filters": {
          "exclude": [],
          "include": [],
        },
        "headers": [],
        "identities": [],
        "keepFailures": true,
        "maxExamples": 100,
        "maxFailures": undefined,
        "maxResponseSize": 10485760,
        "maxResponseTime": undefined,
        "maxSpecSize": 52428800,
        "maxTime": undefined,
        "minKeywordCoverage": undefined,
        "minReached": undefined,
        "mode": "all",
        "neededFile": undefined,
        "ownOnly": false,
        "phases": [
          "examples",
          "coverage",
          "stateful",
          "fuzzing",
        ],
        "record": "novel",
        "report": [
          {
            "file": undefined,
            "name": "console",
          },
        ],
        "requestTimeout": 10,
        "safe": false,
        "secrets": [],
        "serialisers": [],
        "spec": undefined,
        "strictTypes": false,
        "suggestOverlay": undefined,
        "workflowInputs": {},
        "workflows": [],
      }
    `);
  });

  it('runs the usual checks, those that are named, or what is left of them', () => {
    const known = { ...names, checks: ['a', 'b', 'c'], optInChecks: ['c'] };
    const checks = (layer: SettingLayer): readonly string[] => resolveConfig([layer], known, cwd).checks;
    expect(checks({})).toEqual(['a', 'b']);
    expect(checks({ checks: ['c'] })).toEqual(['c']);
    expect(checks({ excludeChecks: ['a'] })).toEqual(['b']);
    expect(checks({ checks: ['a', 'c'], excludeChecks: ['a'] })).toEqual(['c']);
    expect(() => checks({ checks: ['a'], excludeChecks: ['a'] })).toThrow('No check is left to run.');
  });

  it('takes the strongest source that names an option', () => {
    const config = resolved({ seed: 1 }, { seed: 2, maxExamples: 2 }, { seed: 3, maxExamples: 3, concurrency: 3 });
    expect(config).toMatchObject({ seed: 1, maxExamples: 2, concurrency: 3, requestTimeout: 10 });
  });

  it('replaces lists as a whole', () => {
    expect(resolved({ includeTag: ['x'] }, { includeTag: ['y', 'z'] }).filters.include).toEqual([
      { by: 'tag', kind: 'exact', value: 'x' },
    ]);
  });

  it('merges headers by name without case, the first identity under all of them', () => {
    const config = resolved(
      {
        headers: [
          ['x-a', 'flag'],
          ['X-A', 'flag again'],
        ],
      },
      { headers: [['X-B', 'env']] },
      {
        headers: [
          ['X-A', 'file'],
          ['X-B', 'file'],
          ['X-C', 'file'],
        ],
        identities: [
          {
            name: 'admin',
            headers: [
              ['X-C', 'admin'],
              ['X-D', 'admin'],
            ],
          },
          { name: 'user', headers: [['X-E', 'user']] },
        ],
      },
    );
    expect(config.headers).toEqual([
      ['x-a', 'flag'],
      ['X-A', 'flag again'],
      ['X-B', 'env'],
      ['X-C', 'file'],
      ['X-D', 'admin'],
    ]);
  });

  it('knows credentials by the names of their headers', () => {
    const config = resolved({
      headers: [
        ['Authorization', 'Bearer t'],
        ['X-Api-Key', 'k'],
        ['Accept-Language', 'de'],
        ['Cookie', ''],
      ],
    });
    expect(config.secrets).toEqual([
      { name: 'ATG_AUTHORIZATION', value: 'Bearer t' },
      { name: 'ATG_X_API_KEY', value: 'k' },
    ]);
  });

  it('turns filter options into filters', () => {
    const config = resolved({ includePathRegex: ['^/a'], excludeMethod: ['DELETE'], excludeOperationId: ['x', 'y'] });
    expect(config.filters).toEqual({
      include: [{ by: 'path', kind: 'regex', value: '^/a' }],
      exclude: [
        { by: 'method', kind: 'exact', value: 'DELETE' },
        { by: 'operation-id', kind: 'exact', value: 'x' },
        { by: 'operation-id', kind: 'exact', value: 'y' },
      ],
    });
  });

  it.each([
    ['a.yaml', resolve('/work/a.yaml')],
    ['-', '-'],
    ['http://127.0.0.1:1/a.json', 'http://127.0.0.1:1/a.json'],
  ])('finds the document %s at %s', (spec, expected) => {
    expect(resolved({ spec }).spec).toBe(expected);
  });
});

describe('reports', () => {
  const junit = { name: 'junit', file: resolve('/work/out.xml') };

  it('keep the console on standard output', () => {
    expect(resolved({ report: [{ name: 'junit', file: 'out.xml' }] }).report).toEqual([
      { name: 'console', file: undefined },
      junit,
    ]);
  });

  it('leave the console out where another goes to standard output', () => {
    expect(resolved({ report: [{ name: 'ndjson', file: undefined }] }).report).toEqual([
      { name: 'ndjson', file: undefined },
    ]);
  });

  it.each([
    [
      [
        { name: 'console', file: undefined },
        { name: 'ndjson', file: undefined },
      ],
      'console and ndjson both go to standard output',
    ],
    [
      [
        { name: 'ndjson', file: 'out.xml' },
        { name: 'junit', file: './out.xml' },
      ],
      `ndjson and junit both go to ${junit.file}`,
    ],
  ])('cannot share a place: %j', (report, message) => {
    expect(() => resolved({ report })).toThrow(UsageError);
    expect(() => resolved({ report })).toThrow(message);
  });
});
