import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadApi, loadDocument } from '../../../runtime/spec/load-api.ts';
import { failure, fixture, operation, serve, withPaths } from './support.ts';

const responseOf = (ref: string): object =>
  withPaths({ '/a': { get: { responses: { 200: { $ref: ref } } } }, '/b': { get: {} } });

describe('a document in many files', async () => {
  const { api, problems } = await loadDocument(fixture('multi-file/api.yaml'), { cwd: fixture('multi-file') });

  it('is followed from file to file', () => {
    const list = operation(api, 'GET /items');
    expect(list.location).toEqual({ file: fixture('multi-file/paths.yaml'), pointer: '/~1items/get' });
    expect(list.operationId).toBe('listItems');
    expect(list.parameters[0]).toMatchObject({
      name: 'page',
      location: { file: fixture('multi-file/shared/all parts.json'), pointer: '/parameters/page' },
      examples: [{ value: 1 }],
    });
    expect(list.responses.map(({ status, location }) => [status, path.basename(location.file)])).toEqual([
      ['200', 'paths.yaml'],
      ['default', 'api.yaml'],
    ]);
    const schema = list.responses[0]?.contents[0]?.schema ?? expect.fail();
    expect(schema.scope.resolve('shared/all%20parts.json#/schemas/List', schema.location).schema).toMatchObject({
      type: 'array',
    });
  });

  it('has positions in each file', () => {
    expect(api.position(operation(api, 'GET /items').location)).toMatchObject({ line: 2, column: 3 });
  });

  it('keeps what is missing to the operations that need it', async () => {
    expect(problems).toMatchObject([{ code: 'ATG_SPEC_UNRESOLVED_REF', where: 'api.yaml:6:3 (/paths/~1gone)' }]);
    expect(problems[0]?.hint).toContain('No such file: gone.yaml');
    const missing = await failure(() => operation(api, 'GET /missing'));
    expect(missing).toMatchObject({ code: 'ATG_SPEC_UNRESOLVED_REF', where: expect.stringContaining('api.yaml:10:') });
  });

  it('does not leave its folder', async () => {
    const error = await failure(() => operation(api, 'GET /outside'));
    expect(error).toMatchObject({ code: 'ATG_SPEC_FORBIDDEN_REF', hint: expect.stringContaining('allowFileRefs') });
    const allowed = await loadApi(fixture('multi-file/api.yaml'), { allowFileRefs: true });
    expect(operation(allowed, 'GET /outside').parameters[0]?.name).toBe('secret');
  });
});

it.skipIf(process.platform === 'win32')(
  'a symbolic link does not lead out of the folder, a folder that is one may be read',
  async () => {
    const root = mkdtempSync(path.join(tmpdir(), 'spec-'));
    mkdirSync(path.join(root, 'real'));
    writeFileSync(path.join(root, 'secret.json'), '{"r":{"description":"secret"}}');
    writeFileSync(path.join(root, 'real', 'part.json'), '{"r":{"description":"part"}}');
    symlinkSync(path.join(root, 'secret.json'), path.join(root, 'real', 'link.json'));
    symlinkSync(path.join(root, 'real'), path.join(root, 'alias'));
    writeFileSync(path.join(root, 'real', 'out.json'), JSON.stringify(responseOf('link.json#/r')));
    writeFileSync(path.join(root, 'real', 'in.json'), JSON.stringify(responseOf('./part.json#/r')));
    for (const folder of ['real', 'alias']) {
      const out = await loadApi(path.join(root, folder, 'out.json'));
      expect((await failure(() => operation(out, 'GET /a'))).code).toBe('ATG_SPEC_FORBIDDEN_REF');
      const inside = await loadApi(path.join(root, folder, 'in.json'));
      expect(operation(inside, 'GET /a').responses).toHaveLength(1);
    }
  },
);

describe('a reference to a URL', () => {
  const part = '{"r":{"description":"part"}}';

  it('of a private address is not fetched', async () => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      response.end(part);
    });
    for (const ref of [
      origin,
      origin.replace('127.0.0.1', 'localhost'),
      origin.replace('127.0.0.1', '[::ffff:127.0.0.1]'),
      'http://169.254.169.254',
      'http://10.1.2.3',
      'http://2130706433',
      'http://[fd00::1]',
    ]) {
      const api = await loadApi(responseOf(`${ref}/part.json#/r`));
      const error = await failure(() => operation(api, 'GET /a'));
      expect(error.code, ref).toBe('ATG_SPEC_FORBIDDEN_REF');
      expect(operation(api, 'GET /b').responses).toEqual([]);
    }
    expect(asked).toBe(0);
    const allowed = await loadApi(responseOf(`${origin}/part.json#/r`), { allowRemoteRefs: true });
    expect(operation(allowed, 'GET /a').responses).toHaveLength(1);
  });

  it('of the host that the document came from is fetched, but not a redirect to another port', async () => {
    const other = await serve((_, response) => response.end(part));
    const origin = await serve((request, response) => {
      if (request.url === '/api.json') response.end(JSON.stringify(responseOf('parts/a.json#/r')));
      else if (request.url === '/moved.json') response.end(JSON.stringify(responseOf('parts/b.json#/r')));
      else if (request.url === '/parts/a.json') response.end(part);
      else response.writeHead(302, { location: `${other}/part.json` }).end();
    });
    expect(operation(await loadApi(`${origin}/api.json`), 'GET /a').responses[0]?.location.file).toBe(
      `${origin}/parts/a.json`,
    );
    const moved = await loadApi(`${origin}/moved.json`);
    expect((await failure(() => operation(moved, 'GET /a'))).code).toBe('ATG_SPEC_FORBIDDEN_REF');
  });

  it('never reads files for a document from a URL', async () => {
    const origin = await serve((_, response) => response.end(JSON.stringify(responseOf('file:///etc/hosts#/r'))));
    const api = await loadApi(origin);
    expect((await failure(() => operation(api, 'GET /a'))).code).toBe('ATG_SPEC_FORBIDDEN_REF');
  });

  it.each(['urn:example:part#/r', 'ftp://example.com/part.json#/r', 'Item', 'http://#/r'])(
    '%s is unresolved, and the rest runs',
    async (ref) => {
      const api = await loadApi(responseOf(ref));
      expect((await failure(() => operation(api, 'GET /a'))).code).toBe('ATG_SPEC_UNRESOLVED_REF');
      expect(operation(api, 'GET /b').label).toBe('GET /b');
    },
  );

  it('that the document holds by its own $id is not fetched', async () => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      response.end('{}');
    });
    const parameters = [{ name: 'q', in: 'query', schema: { $ref: `${origin}/named` } }];
    const named = { $id: `${origin}/named`, type: 'string', default: 'x' };
    const document = { openapi: '3.1.0', paths: { '/a': { get: { parameters } } }, components: { schemas: { named } } };
    const api = await loadApi(document, { allowRemoteRefs: true });
    expect(operation(api, 'GET /a').parameters[0]?.examples).toMatchObject([{ value: 'x' }]);
    expect(asked).toBe(0);
  });

  it('that makes up references for ever is stopped', async () => {
    let asked = 0;
    const origin = await serve((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ next: { $ref: `${asked}.json` }, r: { description: 'part' } }));
    });
    const api = await loadApi(responseOf(`${origin}/0.json#/r`), { allowRemoteRefs: true });
    expect(operation(api, 'GET /a').responses).toHaveLength(1);
    expect(asked).toBe(1000);
  });

  it('whose reading is aborted ends the load', async () => {
    const controller = new AbortController();
    const origin = await serve(() => controller.abort(new Error('enough')));
    const loading = loadApi(responseOf(`${origin}/a.json`), { allowRemoteRefs: true, signal: controller.signal });
    await expect(loading).rejects.toThrow('enough');
  });
});
