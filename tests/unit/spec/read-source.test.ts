import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { failure, fixture, loadText, serve, withPaths } from './support.ts';

const text = JSON.stringify(withPaths({ '/a': { get: { responses: {} } } }));
const folder = mkdtempSync(path.join(tmpdir(), 'spec-'));

describe('a file', () => {
  it('is read by path, relative path and file: URL, compressed or not', async () => {
    writeFileSync(path.join(folder, 'api.json.gz'), gzipSync(text));
    const file = path.join(folder, 'api.json.gz');
    for (const source of [file, 'api.json.gz', pathToFileURL(file), pathToFileURL(file).href]) {
      const api = await loadApi(source, { cwd: folder });
      expect(api.operations[0]).toMatchObject({ label: 'GET /a', location: { file } });
      expect(api.source).toBe('api.json.gz');
    }
  });

  it('that is missing is an error with the nearest name', async () => {
    const error = await failure(() => loadApi('shop-3.0.jsn', { cwd: path.dirname(fixture('x')) }));
    expect(error).toMatchObject({
      code: 'ATG_SPEC_UNREADABLE',
      message: 'No such file: shop-3.0.jsn.',
      where: 'shop-3.0.jsn',
      hint: 'Did you mean "shop-3.0.json"?',
    });
  });

  it('that is a folder is an error', async () => {
    expect((await failure(() => loadApi(folder))).message).toContain('is a folder');
  });

  it('over the size limit is an error, also when only its decompressed text is', async () => {
    const bomb = path.join(folder, 'bomb.json.gz');
    writeFileSync(bomb, gzipSync(`${' '.repeat(200_000)}{}`));
    const plain = path.join(folder, 'large.json');
    writeFileSync(plain, ' '.repeat(200_000));
    for (const source of [bomb, plain]) {
      const error = await failure(() => loadApi(source, { maxBytes: 100 * 1024 }));
      expect(error).toMatchObject({ code: 'ATG_SPEC_UNREADABLE', message: 'The document is larger than 100 KiB.' });
    }
  });

  it('that only begins like gzip is malformed', async () => {
    expect(await failure(() => loadText(new Uint8Array([0x1f, 0x8b, 1, 2])))).toMatchObject({
      code: 'ATG_SPEC_MALFORMED',
    });
  });
});

describe('a URL', () => {
  it('is followed through redirects, and its servers are resolved against where it ended', async () => {
    const origin = await serve((request, response) => {
      if (request.url === '/old') response.writeHead(302, { location: '/new/api.json' }).end();
      else response.end(JSON.stringify({ ...withPaths({}), servers: [{ url: '../v2' }] }));
    });
    const api = await loadApi(`${origin}/old`);
    expect(api.source).toBe(`${origin}/new/api.json`);
    expect(api.servers).toEqual([{ url: `${origin}/v2` }]);
  });

  it('without servers is served from its own origin', async () => {
    const origin = await serve((_, response) => response.end(text));
    expect((await loadApi(new URL(origin))).servers).toEqual([{ url: `${origin}/` }]);
  });

  it('with credentials sends them as a header, to this origin only, and keeps them out of locations', async () => {
    const seen: (string | undefined)[] = [];
    const other = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.end(text);
    });
    const origin = await serve((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(307, { location: `${other}/api.json` }).end();
    });
    const api = await loadApi(origin.replace('//', '//ann:s%20t@'));
    expect(seen).toEqual([`Basic ${Buffer.from('ann:s t').toString('base64')}`, undefined]);
    expect(api.source).not.toContain('ann');
  });

  it.each<[number, string, string]>([
    [404, 'The server answered 404 Not Found.', '/openapi.json'],
    [401, 'The server answered 401 Unauthorized.', 'credentials'],
    [500, 'The server answered 500 Internal Server Error.', 'browser'],
  ])('that answers %i is an error', async (status, message, hint) => {
    const origin = await serve((_, response) => response.writeHead(status).end('no'));
    const error = await failure(() => loadApi(`${origin}/api`));
    expect(error).toMatchObject({ code: 'ATG_SPEC_UNREADABLE', message, where: `${origin}/api` });
    expect(error.hint).toContain(hint);
  });

  it('that answers with a viewer page is an error that says so', async () => {
    const origin = await serve((_, response) => response.end('<!DOCTYPE html><div id="swagger-ui"></div>'));
    const error = await failure(() => loadApi(origin));
    expect(error).toMatchObject({ code: 'ATG_SPEC_UNREADABLE' });
    expect(error.hint).toContain('This is a swagger-ui page');
  });

  it('that redirects for ever is an error', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: '/' }).end());
    expect((await failure(() => loadApi(origin))).message).toBe('More than 10 redirects.');
  });

  it('that redirects to a file is an error', async () => {
    const origin = await serve((_, response) => response.writeHead(302, { location: 'file:///etc/hosts' }).end());
    expect((await failure(() => loadApi(origin))).message).toContain('redirects to file:');
  });

  it('with an endless body is cut off at the limit', async () => {
    const origin = await serve((_, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
      };
      response.on('drain', more);
      more();
    });
    const error = await failure(() => loadApi(origin, { maxBytes: 1 << 20 }));
    expect(error.message).toBe('The document is larger than 1 MiB.');
  });

  it('where nothing listens is an error', async () => {
    const error = await failure(() => loadApi('http://127.0.0.1:1/api.json'));
    expect(error).toMatchObject({ code: 'ATG_SPEC_UNREADABLE', where: 'http://127.0.0.1:1/api.json' });
  });

  it('stops when the caller says so', async () => {
    const controller = new AbortController();
    const origin = await serve(() => controller.abort(new Error('enough')));
    await expect(loadApi(origin, { signal: controller.signal })).rejects.toThrow('enough');
  });

  it('of another scheme is an error', async () => {
    expect((await failure(() => loadApi('ftp://example.com/api.json'))).message).toBe('Cannot read ftp: URLs.');
  });
});

it('standard input and objects have no path', async () => {
  expect((await loadText(text)).api.source).toBe('<stdin>');
  const api = await loadApi(JSON.parse(text) as object);
  expect(api.source).toBe('<object>');
  expect(
    api.position({ file: '<object>', pointer: api.operations[0]?.location.pointer ?? expect.fail() }),
  ).toBeUndefined();
});
