import { expect, it } from 'vitest';
import { sampleFile } from '../../runtime/requests/bodies/sample-file.ts';
import { collectRun } from '../e2e/collect-run.ts';
import { startServer } from '../e2e/api-server.ts';

const responses = { 200: { description: 'ok' }, 400: { description: 'bad' } };
const image = Buffer.from(sampleFile('image/jpeg') ?? '', 'latin1');

// A playlist's cover in a public document: `image/jpeg` with `format: byte`, and an example in base64.
it.each([
  ['3.0.3', { type: 'string', format: 'byte' }],
  ['3.0.3', { type: 'string', format: 'base64' }],
  ['3.1.0', { type: 'string', contentEncoding: 'base64' }],
])('an image is sent in base64 where an OpenAPI %s document asks for it: %j', async (openapi, schema) => {
  const bodies = await bodiesSent(openapi, schema);
  expect(bodies.map((body) => body.toString())).toContain(image.toString('base64'));
  expect(bodies.filter((body) => body.length > 0 && !isBase64(body.toString()))).toEqual([]);
});

it('and as bytes everywhere else', async () => {
  const bodies = await bodiesSent('3.0.3', { type: 'string', format: 'binary' });
  expect(bodies.filter((body) => !body.equals(image))).toEqual([]);
  expect(bodies.length).toBeGreaterThan(0);
});

async function bodiesSent(openapi: string, schema: unknown): Promise<readonly Buffer[]> {
  const bodies: Buffer[] = [];
  await using server = await startServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      bodies.push(Buffer.concat(chunks));
      response.end();
    });
  });
  const document = {
    openapi,
    info: { title: 'Covers', version: '1' },
    paths: {
      '/cover': { put: { requestBody: { required: true, content: { 'image/jpeg': { schema } } }, responses } },
    },
  };
  await collectRun({ spec: document, baseUrl: server.url, seed: 1, mode: 'positive', maxExamples: 20 });
  return bodies;
}

function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}
