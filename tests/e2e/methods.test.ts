import { expect, it } from 'vitest';
import {
  methodManners,
  methodsDocument,
  startMethods,
  type MethodManners,
} from '../../fixtures/servers/odd/methods.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';

async function runAgainst(
  manners: MethodManners,
  options: Partial<RunOptions> = {},
): Promise<CollectedRun & { readonly requests: readonly string[] }> {
  const server = await startMethods(manners);
  try {
    const result = await collectRun({
      spec: methodsDocument,
      baseUrl: server.url,
      seed: 1,
      phases: ['coverage'],
      ...options,
    });
    return { ...result, requests: server.requests() };
  } finally {
    await server.close();
  }
}

const found = ({ failures }: CollectedRun): readonly string[] =>
  failures
    .map(({ check, operation, identity, confidence }) => `${confidence} ${check} ${operation} ${identity}`)
    .sort();

it.each<[MethodManners, readonly string[]]>([
  ['says what is allowed', []],
  ['knows no such route', []],
  ['answers for CORS', []],
  ['has pages', []],
  ['has not implemented it', []],
  ['names one route', ['heuristic allow_header_conformance GET /things 405 names only some methods']],
  ['answers OPTIONS for one route', ['heuristic allow_header_conformance GET /things OPTIONS names only some methods']],
  ['says nothing', ['heuristic allow_header_conformance GET /things missing']],
  ['reads the body first', ['heuristic unsupported_method GET /things answered 400']],
  ['deletes', ['likely unsupported_method GET /things/{id} DELETE']],
  ['takes everything', ['likely unsupported_method GET /things served everywhere']],
  ['promises too much', ['likely allow_header_conformance GET /things/{id} +PATCH']],
])('a server that %s', { timeout: 60_000 }, async (manners, failures) => {
  expect(methodManners).toHaveProperty(manners);
  const result = await runAgainst(manners);
  expect(found(result)).toEqual(failures);
  for (const failure of result.failures) expect(failure.reproducibility).toEqual({ kind: 'deterministic' });
});

it('each path is asked once for what it lacks, and DELETE of no collection', { timeout: 60_000 }, async () => {
  const { requests, cases } = await runAgainst('says what is allowed');
  const lacking = cases.filter(({ scenario }) => scenario === 'unspecified_http_method').length;
  const declared = ['GET /things', 'POST /things', 'POST /login', 'GET /status'];
  const asked = requests.filter(
    (request) => !declared.includes(request) && !/^(?:GET|PUT) \/things\/|^HEAD /.test(request),
  );
  expect(asked.sort()).toEqual(
    [
      ...['OPTIONS', 'PUT', 'PATCH'].map((method) => `${method} /things`),
      ...['OPTIONS', 'POST', 'PATCH', 'DELETE'].map((method) => `${method} /things/1`),
      ...['OPTIONS', 'GET', 'PUT', 'PATCH'].map((method) => `${method} /login`),
      ...['OPTIONS', 'POST', 'PUT', 'PATCH'].map((method) => `${method} /status`),
    ].sort(),
  );
  expect(lacking).toBe(asked.length);
});

const undeclared = /^(?:OPTIONS|PATCH|DELETE) /;

it.each<[string, Partial<RunOptions>, readonly string[]]>([
  ['nothing is sent that no check judges', { excludeChecks: ['unsupported_method', 'allow_header_conformance'] }, []],
  ['only valid requests are', { mode: 'positive' }, []],
  ['no OPTIONS without its check', { excludeChecks: ['allow_header_conformance'] }, ['DELETE', 'PATCH']],
  ['no method that is excluded', { excludeMethod: ['PUT'] }, ['DELETE', 'OPTIONS', 'PATCH']],
])('%s', { timeout: 60_000 }, async (_, options, methods) => {
  const { requests } = await runAgainst('says what is allowed', options);
  const sent = requests.filter((request) => undeclared.test(request)).map((request) => request.split(' ')[0]);
  expect([...new Set(sent)].sort((a = '', b = '') => (a < b ? -1 : 1))).toEqual(methods);
  expect(requests.some((request) => request.startsWith('PUT'))).toBe(options.excludeMethod === undefined);
});

it('an answer to another method reaches no operation', { timeout: 60_000 }, async () => {
  const { summary } = await runAgainst('takes everything', { includePath: ['/status'], mode: 'negative' });
  expect(summary.operations).toMatchObject({ selected: 1, reached: 0 });
  expect(summary.cases.byStatus).toEqual({ '2xx': 4 });
});

it('the line that sends it again finds it again', { timeout: 60_000 }, async () => {
  const { failures } = await runAgainst('deletes');
  expect(failures[0]?.replay).toContain("--phases coverage --include-method GET --include-path '/things/{id}'");
  const again = await runAgainst('deletes', { includeMethod: ['GET'], includePath: ['/things/{id}'] });
  expect(found(again)).toEqual(found({ failures } as CollectedRun));
});
