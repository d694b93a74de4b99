import { expect, it } from 'vitest';
import { startServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';

const responses = { 200: { description: 'ok' }, '4XX': { description: 'bad' } };
const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const document = {
  openapi: '3.0.3',
  info: { title: 'Whole requests', version: '1' },
  paths: {
    '/things': {
      post: {
        parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer' } }],
        requestBody: { required: true, content: { 'application/json': { schema } } },
        responses,
      },
    },
  },
};

it('an accepted body that is none is a finding, an accepted doubtful request is not', async () => {
  await using server = await startServer((request, response) => {
    request.resume().on('end', () => response.end());
  });
  const { failures, cases } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 1,
    phases: ['coverage'],
    checks: ['negative_data_rejection', 'positive_data_acceptance'],
  });
  expect(cases.map(({ scenario }) => scenario)).toEqual(
    expect.arrayContaining(['duplicate_parameter', 'malformed_json_invalid_utf8', 'unknown_charset']),
  );
  const found = failures.filter(({ identity }) => /syntax|mediaType|missing body/.test(identity));
  expect(found.map(({ identity, confidence, scenario }) => [identity, confidence, scenario])).toEqual([
    ['body syntax', 'proved', 'malformed_json_unterminated'],
    ['body mediaType', 'likely', 'unsupported_media_type'],
    ['lenient: missing body', 'heuristic', 'missing_body'],
  ]);
  // A parameter sent twice is no violation of its type; nor is null, which may stand for no value.
  expect(failures.filter(({ scenario }) => scenario === 'duplicate_parameter')).toEqual([]);
  const syntax = found.find(({ identity }) => identity === 'body syntax');
  expect(syntax?.curl).toMatch(/--data-raw '\{"name":"[^"]*"'$/);
});

it('a server that falls over a doubtful request is found out', async () => {
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const limits = new URL(request.url ?? '', 'http://x').searchParams.getAll('limit');
      const isBroken = limits.length > 1 || Buffer.concat(chunks).includes(0xff);
      response.statusCode = isBroken ? 500 : 400;
      response.end();
    });
  });
  const { failures } = await collectRun({
    spec: document,
    baseUrl: server.url,
    seed: 1,
    phases: ['coverage'],
    checks: ['not_a_server_error'],
  });
  expect(failures.map(({ identity, scenario }) => [identity, scenario])).toEqual([
    ['500 · query limit', 'duplicate_parameter'],
    ['500', 'malformed_json_invalid_utf8'],
  ]);
  for (const failure of failures) {
    expect(failure).toMatchObject({
      message: 'The server answered 500 to a request that it may accept or refuse.',
      reproducibility: { kind: 'deterministic' },
    });
  }
});
