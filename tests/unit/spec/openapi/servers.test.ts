import { describe, expect, it } from 'vitest';
import { loadApi } from '../../../../runtime/spec/load-api.ts';
import { serve, withPaths } from '../support.ts';

async function servers(document: object): Promise<readonly string[]> {
  return (await loadApi(document)).servers.map(({ url }) => url);
}

describe('servers', () => {
  it('are those of the document, else of the first path, else of the first operation', async () => {
    const operation = { get: { servers: [{ url: 'https://operation.example' }] } };
    expect(await servers(withPaths({ '/a': operation }))).toEqual(['https://operation.example']);
    const path = { servers: [{ url: 'https://path.example' }], ...operation };
    expect(await servers(withPaths({ '/a': path }))).toEqual(['https://path.example']);
    expect(await servers(withPaths({ '/a': path }, { servers: [{ url: '/root' }] }))).toEqual(['/root']);
    expect(await servers(withPaths({ '/a': path }, { servers: [] }))).toEqual(['https://path.example']);
  });

  it('are none where a document from a file or value names none', async () => {
    expect(await servers(withPaths({}))).toEqual([]);
    expect(await servers({ swagger: '2.0', paths: {} })).toEqual([]);
  });

  it('keep a variable that nothing describes, and skip what is no server', async () => {
    const stated = [{ url: 'https://{a}.example:{port}', variables: { port: { default: 8443 } } }, null, { url: 5 }];
    expect(await servers(withPaths({}, { servers: stated }))).toEqual(['https://{a}.example:8443']);
  });

  it.each<[object, readonly string[]]>([
    [{ host: 'a.example' }, ['https://a.example/']],
    [{ host: 'localhost:8080', basePath: '/v1' }, ['http://localhost:8080/v1']],
    [{ host: 'a.example', basePath: 'v1', schemes: ['http'] }, ['http://a.example/v1']],
    [{ basePath: '/v1' }, ['/v1']],
  ])('of Swagger 2.0: %j', async (parts, expected) => {
    expect(await servers({ swagger: '2.0', paths: {}, ...parts })).toEqual(expected);
  });

  it('of Swagger 2.0 are as the document was reached, where it says nothing', async () => {
    const origin = await serve((_, response) =>
      response.end(JSON.stringify({ swagger: '2.0', basePath: '/v1', paths: {} })),
    );
    expect((await loadApi(`${origin}/swagger.json`)).servers).toEqual([{ url: `${origin}/v1` }]);
  });
});
