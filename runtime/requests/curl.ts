import { headerValue } from '../model/exchange.ts';
import type { HeaderList, WireRequest } from '../model/exchange.ts';

export interface CurlOptions {
  /** Scheme, host and port. */
  readonly origin: string;
  /** Lower-case header names, each with the environment variable that holds the header's whole value. */
  readonly secretHeaders: ReadonlyMap<string, string>;
  /** A file that holds the body, with `/` between folders: named in place of a body that a shell or terminal would change, or a long one. */
  readonly bodyFile?: string;
}

const lineLength = 100;
/** Longer arguments are piped: Linux caps one argument at 128 KiB. */
const maxArgument = 100_000;
/** Longer ones are better in a file, where there is one. */
const maxBesideFile = 16_384;

/**
 * A command for a POSIX shell that sends the same bytes. Headers that hold secrets stand as `"$NAME"`, and are added where the request lacks them:
 * credentials come after the case.
 */
export function toCurl(request: WireRequest, options: CurlOptions): string {
  const body = bodyArgument(request.body, options.bodyFile);
  const args = [
    ...methodArguments(request),
    ...urlArguments(request.target, options.origin),
    ...headerArguments(request, options.secretHeaders),
    ...body.arguments,
  ];
  const oneLine = `${body.pipe}curl ${args.join(' ')}`;
  if (oneLine.length <= lineLength) return oneLine;
  return `${body.pipe}curl ${args.join(' \\\n  ')}`;
}

function methodArguments({ method, body }: WireRequest): readonly string[] {
  if (method === 'HEAD') return ['--head'];
  const implied = body === undefined ? 'GET' : 'POST';
  return method === implied ? [] : [`-X ${word(method)}`];
}

function urlArguments(target: string, origin: string): readonly string[] {
  const url = origin + target;
  const args = [quote(url)];
  if (/[[\]{}]/.test(url)) args.unshift('--globoff');
  if (/\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(target)) args.unshift('--path-as-is');
  return args;
}

function headerArguments({ headers, body }: WireRequest, secrets: ReadonlyMap<string, string>): readonly string[] {
  const args: string[] = [];
  const present = new Set<string>();
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    const secret = secrets.get(lower);
    if (secret === undefined) args.push(headerArgument(name, value));
    else if (!present.has(lower)) args.push(secretArgument(name, secret));
    present.add(lower);
  }
  for (const [name, secret] of secrets) if (!present.has(name)) args.push(secretArgument(name, secret));
  return [...args, ...withoutDefaults(headers, body !== undefined)];
}

/** `Name;` is curl's way to send an empty value. */
function headerArgument(name: string, value: string): string {
  return `-H ${quote(value === '' ? `${name};` : `${name}: ${value}`)}`;
}

function secretArgument(name: string, variable: string): string {
  return `-H "${name}: $${variable}"`;
}

/** `Name:` takes away a header that curl would add. */
function withoutDefaults(headers: HeaderList, hasBody: boolean): readonly string[] {
  const args: string[] = [];
  if (headerValue(headers, 'accept') === undefined) args.push(`-H 'Accept:'`);
  if (hasBody && headerValue(headers, 'content-type') === undefined) args.push(`-H 'Content-Type:'`);
  return args;
}

interface BodyArgument {
  readonly pipe: string;
  readonly arguments: readonly string[];
}

function bodyArgument(body: WireRequest['body'], file: string | undefined): BodyArgument {
  if (body === undefined) return { pipe: '', arguments: [] };
  const text = typeof body === 'string' ? body : shellText(body);
  if (file !== undefined && (text === undefined || !isPrintable(text) || text.length > maxBesideFile)) {
    return { pipe: '', arguments: [`--data-binary ${word(`@${file}`)}`] };
  }
  // What a shell would change or a terminal swallow goes as base64: control characters, and text that is not well-formed.
  if (text === undefined || !isPrintable(text)) {
    const base64 = Buffer.from(typeof body === 'string' ? Buffer.from(body) : body).toString('base64');
    return { pipe: `printf '%s' '${base64}' | base64 -d | `, arguments: ['--data-binary @-'] };
  }
  if (Buffer.byteLength(text) > maxArgument) {
    return { pipe: `printf '%s' ${quote(text)} | `, arguments: ['--data-binary @-'] };
  }
  // Not --data: it would take a leading @ for a file.
  return { pipe: '', arguments: [`--data-raw ${quote(text)}`] };
}

/** The text of bytes that are UTF-8. A byte order mark must survive. */
function shellText(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isPrintable(text: string): boolean {
  // Control characters but for tab and newline, lone surrogates, and marks that are not seen.
  return !/[\p{Cc}\p{Cs}\p{Cf}]/u.test(text.replaceAll(/[\n\t]/g, ''));
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function word(text: string): string {
  return /^[A-Za-z0-9@./_-]+$/.test(text) ? text : quote(text);
}
