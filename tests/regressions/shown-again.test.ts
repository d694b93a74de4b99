import { expect, it } from 'vitest';
import { startServer } from '../e2e/api-server.ts';
import { collectRun } from '../e2e/collect-run.ts';

const due = { type: 'string', format: 'date' };
const loan = { type: 'object', required: ['due'], properties: { due } };
const content = { 'application/json': { schema: loan } };
const responses = { 200: { description: 'ok', content }, 400: { description: 'bad' } };
const document = {
  openapi: '3.0.3',
  info: { title: 'Loans', version: '1' },
  paths: {
    '/loan': { get: { responses }, put: { requestBody: { required: true, content }, responses } },
  },
};

/** Takes every text of eight digits, as lenient date formats do, and keeps it; shows `own` as long as none was sent. */
async function failuresOf(own: string) {
  let kept = own;
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const sent = Buffer.concat(chunks).toString();
      const given = /^\{"due":"(\d{4}-\d\d-\d\d)"\}$/.exec(sent)?.[1];
      response.statusCode = request.method === 'PUT' && given === undefined ? 400 : 200;
      if (given !== undefined) kept = given;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ due: kept }));
    });
  });
  const { failures } = await collectRun({ spec: document, baseUrl: server.url, seed: 1, maxExamples: 30 });
  return failures.filter(({ check }) => check === 'response_schema_conformance').map(({ operation }) => operation);
}

it('a date that no month has, taken and kept, is not reported again where it is shown', async () => {
  expect(await failuresOf('2000-01-01')).toEqual([]);
});

it('a date of the server’s own is', async () => {
  expect(await failuresOf('2021-02-31')).toContain('GET /loan');
});

it('nor one that an earlier run of this tool left there', async () => {
  expect(await failuresOf('2023-02-30')).toEqual([]);
});
