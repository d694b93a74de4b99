import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer, type TestServer } from './api-server.ts';
import { runCli, type CliOptions } from './run-cli.ts';

let folder: string;
let server: TestServer;
beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cli-errors-')));
  mkdirSync(join(folder, '.git'));
  put(
    'openapi.yaml',
    'openapi: 3.1.0\ninfo: { title: T, version: "1" }\nservers: [{ url: https://api.example.com }]\npaths: { /a: { get: { tags: [one], responses: { "200": { description: ok } } } } }\n',
  );
  put('empty.yaml', 'openapi: 3.1.0\ninfo: { title: T, version: "1" }\npaths: {}\n');
  put('broken.yaml', 'openapi: 3.1.0\ninfo: { title: "T\n');
  server = await startServer((_request, response) => response.writeHead(404).end('nothing here'));
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

function put(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

/** What is said on standard error, places replaced; nothing may be on standard output, no stack trace anywhere. */
async function refusal(args: readonly string[], options: CliOptions = {}): Promise<string> {
  const { exitCode, stdout, stderr } = await runCli(args, { cwd: folder, ...options });
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.replaceAll(folder, '<folder>').replaceAll(server.url, '<server>').replaceAll('\\', '/').trimEnd();
}

async function freePort(): Promise<number> {
  const socket = createServer();
  await new Promise<void>((resolve) => {
    socket.listen(0, '127.0.0.1', resolve);
  });
  const { port } = socket.address() as AddressInfo;
  await new Promise((resolve) => {
    socket.close(resolve);
  });
  return port;
}

const target = ['run', 'openapi.yaml', '--base-url', 'http://127.0.0.1:1'];

describe('a command line that cannot be used ends with one message and status 2', () => {
  it('an unknown flag', async () => {
    expect(await refusal(['run', 'openapi.yaml', '--bse-url', 'x'])).toMatchInlineSnapshot(`
      "error: Unknown option '--bse-url'.
        hint:  Did you mean --base-url? api-test-gen run --help lists all options."
    `);
  });
  it('an unknown command', async () => {
    expect(await refusal(['rnu', 'openapi.yaml'])).toMatchInlineSnapshot(`
      "error: Unknown command 'rnu'.
        hint:  Did you mean run? Commands: run, demo, operations, cases, replay, explain, export-to-static-tests, generate."
    `);
  });
  it('a document in place of a command', async () => {
    expect(await refusal(['openapi.yaml'])).toMatchInlineSnapshot(`
      "error: Unknown command 'openapi.yaml'.
        hint:  Did you mean api-test-gen run openapi.yaml? Commands: run, demo, operations, cases, replay, explain, export-to-static-tests, generate."
    `);
  });
  it('a flag without its value', async () => {
    expect(await refusal(['run', 'openapi.yaml', '--seed'])).toMatchInlineSnapshot(`
      "error: Option '--seed <N>' argument missing.
        hint:  api-test-gen run --help shows how to use it."
    `);
  });
  it('too many arguments', async () => {
    expect(await refusal(['run', 'a.yaml', 'b.yaml'])).toMatchInlineSnapshot(`
      "error: Too many arguments for 'run'. Expected 1 argument but got 2.
        hint:  api-test-gen run --help shows how to use it."
    `);
  });
  it('an unknown check', async () => {
    expect(await refusal([...target, '--checks', 'not_a_sever_error'])).toMatchInlineSnapshot(`
      "error: Unknown check "not_a_sever_error".
        where: --checks
        hint:  Did you mean "not_a_server_error"? Valid: not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance, response_schema_conformance, negative_data_rejection, positive_data_acceptance, missing_required_header, unsupported_method, allow_header_conformance, ignored_auth, request_timeout, max_response_time, error_detail_leak, http_semantics, head_matches_get, use_after_free, ensure_resource_availability, failed_modification, put_full_replacement, merge_patch_preserves, location_resolves, leak_after_failed_create, resource_hierarchy, conditional_requests, put_idempotence, idempotency_key_replay, safe_method_purity, pagination_consistency, object_level_authorization, function_level_authorization, concurrent_modification, workflow_criteria, undocumented_fields, default."
    `);
  });
  it('an unknown reporter', async () => {
    expect(await refusal([...target, '--report', 'junti=x.xml'])).toMatchInlineSnapshot(`
      "error: Unknown reporter "junti".
        where: --report
        hint:  Did you mean "junit"? Valid: console, junit, ndjson."
    `);
  });
  it('a header without a colon', async () => {
    expect(await refusal([...target, '-H', 'Authorization s3cret'])).toMatchInlineSnapshot(`
      "error: A header needs a name, a colon and a value.
        where: --header
        hint:  Write it as 'Name: value', in quotes."
    `);
  });
  it('a filter that matches nothing', async () => {
    expect(await refusal([...target, '--include-tag', 'onee'])).toMatchInlineSnapshot(`
      "error: --include-tag 'onee' matches none of the document's 1 operations.
        where: --include-tag
        hint:  Did you mean 'one'?"
    `);
  });
  it('a variable of the wrong type', async () => {
    expect(await refusal(target, { env: { ATG_SEED: 'abc' } })).toMatchInlineSnapshot(`
      "error: Expected a whole number from 0 to 4294967295, received "abc".
        where: environment variable ATG_SEED
        hint:  Give a whole number from 0 to 4294967295."
    `);
  });
  it('a report file in the place of a folder', async () => {
    expect(await refusal([...target, '--report', 'junit=.'])).toMatch(
      /^error: The report file cannot be written: EISDIR[^\n]+\n {2}where: <folder>\n/,
    );
  });
  it('an unknown format', async () => {
    expect(await refusal(['operations', 'openapi.yaml', '--format', 'jsn'])).toMatchInlineSnapshot(`
      "error: Unknown value "jsn".
        where: --format
        hint:  Did you mean "json"? Valid: text, json."
    `);
  });
});

describe('a configuration file that cannot be used ends with one message and status 2', () => {
  it('an unknown key', async () => {
    put('wrong.yaml', 'maxExample: 5\n');
    const said = await refusal([...target, '--config', 'wrong.yaml']);
    expect(said).toMatch(
      /^error: Unknown key "maxExample"\.\n {2}where: <folder>\/wrong\.yaml, key maxExample\n {2}hint: {2}Did you mean "maxExamples"\? Valid keys: /,
    );
  });
  it('a file that throws', async () => {
    put('throws.ts', 'throw new Error("API_TOKEN is not set");');
    expect(await refusal([...target, '--config', 'throws.ts'])).toMatchInlineSnapshot(`
      "error: The configuration file cannot be loaded: API_TOKEN is not set
        where: <folder>/throws.ts
        hint:  Correct the file; --debug shows where it failed, and --no-config goes without it."
    `);
  });
  it('a file that is not there', async () => {
    expect(await refusal([...target, '--config', 'none.yaml'])).toMatchInlineSnapshot(`
      "error: The configuration file does not exist.
        where: <folder>/none.yaml
        hint:  Correct --config (or ATG_CONFIG), or use --no-config."
    `);
  });
});

describe('a document or server that cannot be used ends with one message and status 2', () => {
  it('no document', async () => {
    expect(await refusal(['run'])).toMatchInlineSnapshot(`
      "error: No API description was given.
        hint:  Name it: api-test-gen run openapi.yaml (a path, a URL, or - for standard input), or set "spec" in the configuration file."
    `);
  });
  it('a file that is not there', async () => {
    expect(await refusal(['run', 'nowhere/none.yaml'])).toMatchInlineSnapshot(`
      "error: No such file: nowhere/none.yaml.
        where: nowhere/none.yaml
        hint:  Give the path or URL of an OpenAPI or Swagger document."
    `);
  });
  it('a URL that answers 404', async () => {
    expect(await refusal(['run', `${server.url}/openapi.json`])).toMatchInlineSnapshot(`
      "error: The server answered 404 Not Found.
        where: <server>/openapi.json
        hint:  Check the path; common ones are /openapi.json, /v3/api-docs and /swagger/v1/swagger.json."
    `);
  });
  it('broken YAML', async () => {
    expect(await refusal(['run', 'broken.yaml'])).toMatch(/^error: .+\n {2}where: .*broken\.yaml/);
  });
  it('no server to test', async () => {
    expect(await refusal(['run', 'openapi.yaml'])).toMatchInlineSnapshot(`
      "error: There is no server to test: without --base-url only a server on this machine is used.
        where: openapi.yaml
        hint:  The document names https://api.example.com. Add --base-url URL to say where requests go, for example --base-url http://127.0.0.1:8080"
    `);
  });
  it('a dead port', async () => {
    const port = await freePort();
    const { exitCode, stderr } = await runCli(['run', 'openapi.yaml', '--base-url', `http://127.0.0.1:${port}`], {
      cwd: folder,
    });
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(String(port), '<port>')).toMatchInlineSnapshot(`
      "error: The server at http://127.0.0.1:<port> cannot be reached: Nothing listens at http://127.0.0.1:<port>: connect ECONNREFUSED 127.0.0.1:<port>.
        where: --base-url
        hint:  Nothing listens there. Start the server, or correct the port.
      "
    `);
  });
  it('a document without operations', async () => {
    const { exitCode, stderr } = await runCli(['run', 'empty.yaml', '--base-url', server.url], { cwd: folder });
    expect({ exitCode, stderr }).toEqual({
      exitCode: 2,
      stderr: 'error: Nothing was tested.\n  hint:  The document has no operations.\n',
    });
  });
});

it('--debug and ATG_DEBUG show where an error came from', async () => {
  for (const options of [{ args: ['--debug'] }, { args: [], env: { ATG_DEBUG: '1' } }]) {
    const { exitCode, stderr } = await runCli(['run', 'none.yaml', ...options.args], {
      cwd: folder,
      env: options.env ?? {},
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: .+\n {2}where: .+\n {2}hint: .+\n[^]*\n +at /);
  }
});
