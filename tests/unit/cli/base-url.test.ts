import { describe, expect, it } from 'vitest';
import { ApiTestGenError, UsageError } from '../../../runtime/errors.ts';
import type { Api } from '../../../runtime/model/operation.ts';
import { resolveBaseUrl } from '../../../src/base-url.ts';
import { isLoopbackHost, isPublicHost } from '../../../src/host-kind.ts';

function api(servers: readonly string[]): Api {
  return {
    format: 'openapi',
    version: '3.1.0',
    title: 'Test',
    source: 'openapi.yaml',
    servers: servers.map((url) => ({ url })),
    operations: [],
    operation: () => expect.unreachable(),
    linkedOperations: () => [],
    position: () => undefined,
  };
}

function complaint(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    if (ApiTestGenError.is(error)) return `${error.message} | ${error.where ?? ''} | ${error.hint ?? ''}`;
  }
  return 'no error';
}

describe('the base URL', () => {
  it.each([
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['HTTPS://Example.com:443/api/v1//', 'https://example.com/api/v1'],
    ['http://[::1]:80/a', 'http://[::1]/a'],
  ])('given as %s is %s', (given, expected) => {
    expect(resolveBaseUrl(given, api(['http://localhost:1']))).toBe(expected);
  });

  it('is else the first loopback server of the document', () => {
    const servers = ['/v1', 'https://api.example.com', 'http://localhost:3000/v1/', 'http://127.0.0.1:4000'];
    expect(resolveBaseUrl(undefined, api(servers))).toBe('http://localhost:3000/v1');
  });

  const noServer =
    'There is no server to test: without --base-url only a server on this machine is used. | openapi.yaml | ';
  it.each([
    [[], 'The document names no server. Add --base-url URL, for example --base-url http://127.0.0.1:8080.'],
    [
      ['/v1'],
      'The document names /v1. Add --base-url URL to say where requests go, for example --base-url http://127.0.0.1:8080/v1',
    ],
    [
      ['https://a.example', 'https://b.example', 'https://c.example', 'https://d.example'],
      'The document names https://a.example, https://b.example, https://c.example, and 1 more. Add --base-url URL to say where requests go, for example --base-url http://127.0.0.1:8080',
    ],
  ])('is missing where the document has %j', (servers, hint) => {
    expect(complaint(() => resolveBaseUrl(undefined, api(servers)))).toBe(noServer + hint);
  });

  it.each([
    [
      'localhost:8080',
      'The base URL has no scheme, received localhost:8080. | --base-url | Did you mean http://localhost:8080?',
    ],
    ['ftp://a', 'The base URL has the scheme ftp, received ftp://a. | --base-url | Use http:// or https://.'],
    ['http://', 'The base URL is no URL, received http://. | --base-url | Write it like http://127.0.0.1:8080/v1.'],
    [
      'http://a/b?c=d',
      'The base URL has a query or fragment, received http://a/b?c=d. | --base-url | Each request has its own. Use http://a/b.',
    ],
  ])('given as %s is refused', (given, expected) => {
    expect(complaint(() => resolveBaseUrl(given, api([])))).toBe(expected);
  });

  it('with credentials is refused without showing them', () => {
    const error = complaint(() => resolveBaseUrl('http://user:s3cret@a', api([])));
    expect(error).toMatch(/^The base URL holds credentials\./);
    expect(error).not.toContain('s3cret');
  });
});

describe('hosts', () => {
  it.each(['localhost', 'api.localhost', 'LOCALHOST.', '127.0.0.1', '127.9.9.9', '[::1]'])(
    '%s is this machine',
    (host) => {
      expect([isLoopbackHost(host), isPublicHost(host)]).toEqual([true, false]);
    },
  );

  it.each([
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.1.1',
    '100.64.0.1',
    '[fd00::1]',
    '[fe80::1]',
    'api',
    'api.internal',
    'nas.local',
    'a.test',
  ])('%s is a private host', (host) => {
    expect([isLoopbackHost(host), isPublicHost(host)]).toEqual([false, false]);
  });

  it.each(['example.com', '8.8.8.8', '172.32.0.1', '[2001:db8::1]', 'localhost.example.com', 'notlocalhost.com'])(
    '%s is a public host',
    (host) => {
      expect([isLoopbackHost(host), isPublicHost(host)]).toEqual([false, true]);
    },
  );
});
