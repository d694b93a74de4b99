import { ApiTestGenError, UnreadableSpecError } from '../errors.ts';
import { tooLarge } from './decode-bytes.ts';
import type { LoadSettings } from './load-options.ts';

const TIMEOUT_MS = 30_000;
const MAX_REDIRECTS = 10;
const ACCEPT = 'application/json, application/yaml, application/vnd.oai.openapi, text/yaml, */*;q=0.5';

/** What a URL gave, and the URL that gave it after all redirects, without credentials and fragment. */
export interface UrlContent {
  readonly url: string;
  readonly bytes: Uint8Array;
}

/** Asked before every hop; throws where the address must not be read. */
export type UrlGuard = (url: URL) => Promise<void>;

/** Reads an http(s) URL, following up to 10 redirects. Throws `UnreadableSpecError`, or what the guard throws. */
export async function readUrl(address: URL, settings: LoadSettings, guard?: UrlGuard): Promise<UrlContent> {
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  const signal = settings.signal === undefined ? timeout : AbortSignal.any([settings.signal, timeout]);
  let url = withoutCredentials(address);
  const authorization = basicAuthorization(address);
  const origin = url.origin;
  try {
    for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
      await guard?.(url);
      const headers = {
        accept: ACCEPT,
        ...(authorization !== undefined && url.origin === origin ? { authorization } : {}),
      };
      const response = await settings.fetch(url, { redirect: 'manual', headers, signal });
      const next = redirectTarget(response, url);
      if (next === undefined) return { url: url.href, bytes: await documentBytes(response, url, settings.maxBytes) };
      await response.body?.cancel();
      url = next;
    }
  } catch (cause) {
    settings.signal?.throwIfAborted();
    throw readable(cause, url, timeout.aborted);
  }
  throw new UnreadableSpecError(`More than ${MAX_REDIRECTS} redirects.`, {
    where: address.host,
    hint: `Give the final URL; the last one met was ${url.href}.`,
  });
}

function redirectTarget(response: Response, url: URL): URL | undefined {
  if (![301, 302, 303, 307, 308].includes(response.status)) return undefined;
  const target = response.headers.get('location');
  if (target === null || !URL.canParse(target, url.href)) return undefined;
  const next = withoutCredentials(new URL(target, url));
  if (next.protocol === 'http:' || next.protocol === 'https:') return next;
  throw new UnreadableSpecError(`${url.href} redirects to ${next.protocol}, which is not followed.`, {
    where: url.href,
    hint: 'Give the http(s) URL of the document itself.',
  });
}

async function documentBytes(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw new UnreadableSpecError(`The server answered ${response.status} ${response.statusText}`.trimEnd() + '.', {
      where: url.href,
      hint: statusAdvice(response.status),
    });
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) throw tooLarge(url.href, maxBytes);
    chunks.push(chunk);
  }
  const bytes = Buffer.concat(chunks, length);
  if (looksLikeHtml(bytes)) throw htmlInstead(bytes, url);
  return bytes;
}

function statusAdvice(status: number): string {
  if (status === 401 || status === 403) return 'The document needs credentials: download it and give the file.';
  if (status === 404)
    return 'Check the path; common ones are /openapi.json, /v3/api-docs and /swagger/v1/swagger.json.';
  return 'Open the URL in a browser to see what the server says.';
}

function looksLikeHtml(bytes: Buffer): boolean {
  return /^\s*<(?:!doctype\s+html|html|head|body|!--)/iu.test(
    bytes
      .subarray(0, 256)
      .toString('utf8')
      .replace(/^\uFEFF/u, ''),
  );
}

function htmlInstead(bytes: Buffer, url: URL): UnreadableSpecError {
  const viewer = /swagger-ui|redoc|scalar|stoplight|rapidoc/iu.exec(bytes.subarray(0, 65_536).toString('utf8'))?.[0];
  return new UnreadableSpecError('The server answered with an HTML page instead of a document.', {
    where: url.href,
    hint:
      viewer === undefined
        ? 'Give the URL of the JSON or YAML document itself.'
        : `This is a ${viewer} page: give the URL of the document that it shows (often /openapi.json or /v3/api-docs).`,
  });
}

function readable(cause: unknown, url: URL, timedOut: boolean): Error {
  if (ApiTestGenError.is(cause)) return cause;
  if (timedOut) {
    return new UnreadableSpecError(`No document came within ${TIMEOUT_MS / 1000} s.`, {
      where: url.href,
      hint: 'Check that the server answers, or download the document and give the file.',
      cause,
    });
  }
  const root = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  return new UnreadableSpecError(`Cannot fetch the document: ${networkReason(root)}.`, {
    where: url.href,
    hint: 'Check the URL, and that the server is running.',
    cause,
  });
}

function networkReason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  // A connection tried over IPv4 and IPv6 fails with an AggregateError, whose message is empty.
  return cause.message === '' ? code || cause.name : cause.message;
}

function withoutCredentials(address: URL): URL {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  url.hash = '';
  return url;
}

// fetch refuses URLs with credentials (Fetch §5.4), so they travel as the header they stand for (RFC 7617).
function basicAuthorization(address: URL): string | undefined {
  if (address.username === '' && address.password === '') return undefined;
  const credentials = `${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`;
  return `Basic ${Buffer.from(credentials).toString('base64')}`;
}
