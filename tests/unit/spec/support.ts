import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { loadApi, loadDocument, type LoadedDocument, type LoadOptions } from '../../../runtime/spec/load-api.ts';
import type { Api, Operation } from '../../../runtime/model/operation.ts';
import { ApiTestGenError } from '../../../runtime/errors.ts';

/** The path of a file in fixtures/specs. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../../../fixtures/specs/${name}`, import.meta.url));
}

async function* chunks(text: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield text;
}

/** Loads text as it comes from standard input, so that it has positions and needs no file. */
export function loadText(text: string | Uint8Array, options: LoadOptions = {}): Promise<LoadedDocument> {
  return loadDocument('-', { ...options, stdin: chunks(text) });
}

/** A document of OpenAPI 3 around some paths. */
export function withPaths(paths: object, rest: object = {}): object {
  return { openapi: '3.0.3', info: { title: 'T', version: '1' }, paths, ...rest };
}

/** Builds the operation of this label. */
export function operation(api: Api, label: string): Operation {
  const entry = api.operations.find((candidate) => candidate.label === label);
  if (entry === undefined) throw new Error(`no ${label} in ${api.operations.map((known) => known.label).join(', ')}`);
  return api.operation(entry);
}

/** Builds the one operation of a 3.0 document with one path. */
export async function only(paths: object, rest: object = {}): Promise<Operation> {
  const api = await loadApi(withPaths(paths, rest));
  const [entry] = api.operations;
  if (entry === undefined) throw new Error('no operation');
  return api.operation(entry);
}

/** The error of ours that this ends with. */
export async function failure(action: () => unknown): Promise<ApiTestGenError> {
  try {
    await action();
  } catch (error) {
    if (ApiTestGenError.is(error)) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}

/** Starts a server on a free port of 127.0.0.1 and gives its origin; it ends with the test. */
export async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
