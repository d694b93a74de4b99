import { headerValue, type Exchange } from '../../model/exchange.ts';
import { decodeBody } from '../../requests/decode-body.ts';
import { emptyWords } from './empty-words.data.ts';
import { normaliseMessage } from './normalise-message.ts';
import { ownFrame } from './own-frame.ts';
import { sentValues } from './sent-values.ts';

/** What the body of a server error says of its cause, without all that differs from one time to the next. */
export type ErrorSignature = {
  readonly text: string;
  /**
   * `place`: it names a function of the server, or the words are a database's or the network's: what shows it twice is one defect, whatever was asked.
   * `exception`: it names the kind of exception. `message`: words, which may be the same for whatever goes wrong.
   */
  readonly kind: 'place' | 'exception' | 'message';
};

/** Longer messages are cut: their beginning tells the defect. */
const maxLength = 160;
const maxLine = 600;
/** Traces of megabytes need not be read to their end. */
const readBytes = 16 * 1024;

/** `undefined` where the body says nothing but that there was an error. */
export function errorSignature(exchange: Exchange): ErrorSignature | undefined {
  const texts = textsOf(exchange);
  if (texts.length === 0) return undefined;
  const sent = sentValues(exchange);
  const [first = '', second = ''] = texts
    .map((text) => words(headline(text), sent))
    .filter((text, index, all) => !isGeneric(text) && all.indexOf(text) === index);
  const message = [first, ...(first.includes(second) || !isException.test(first) ? [] : [second])].join(': ');
  const frame = ownFrame(texts.join('\n'));
  const cut = message.length > maxLength ? `${message.slice(0, maxLength)}…` : message;
  if (frame !== undefined) {
    const text = [cut, `at ${frame.text}`].filter((part) => part !== '').join(' ');
    return { text, kind: frame.isNamed ? 'place' : 'exception' };
  }
  if (cut === '') return undefined;
  return { text: cut, kind: isAbsence.test(message) ? 'place' : isException.test(message) ? 'exception' : 'message' };
}

function words(text: string, sent: readonly string[]): string {
  return brokenStatement.test(text) ? 'a syntax error of SQL' : normaliseMessage(text, sent);
}

/** A class of exceptions, but for those that say as little as `Internal Server Error`; and what databases say. */
const isException =
  /\b(?!(?:\w*(?:InternalServer|Http|HTTP|Server|Internal|Unknown|Unexpected|Generic|Api|API|Runtime))?(?:Error|Exception)+\b)[A-Z]\w*(?:Error|Exception|Panic|Fault)\b|^panic: |\b(?:SQLSTATE|SQLITE_\w+|ORA-\d{5}|violates \S+(?: \S+)? constraint|constraint failed|duplicate key)\b/;

/** What a server needs is not there, or not as it should be. */
const isAbsence =
  /\bE(?:CONN\w+|TIMEDOUT|NOTFOUND|PIPE|HOSTUNREACH|AI_AGAIN)\b|\bconnection refused\b|\btoo many (?:connections|clients)\b|\b(?:relation|table) "[^"]+" does not exist\b|\bno such table\b|\bdatabase is locked\b/i;

/** However a database puts it, and whatever text it stumbled over: the statement was put together from the request. */
const brokenStatement =
  /\b(?:syntax error at or near|unterminated quoted (?:string|identifier)|error in your SQL syntax|incorrect syntax near|unclosed quotation mark|unrecognized token|incomplete input|near \S+ syntax error|trailing junk after)\b/i;

function isGeneric(text: string): boolean {
  if (/^https?:\/\/\S+$/.test(text)) return true;
  return (text.toLowerCase().match(/[\p{L}']+/gu) ?? []).every((word) => emptyWords.has(word));
}

/** The line of a text that tells most: the last one of a Python trace, else the first with words that is no frame. */
function headline(text: string): string {
  const lines = text.split('\n').map((line) => line.trim().slice(0, maxLine));
  if (/Traceback \(most recent call last\)/.test(text)) {
    const last = lines.findLast((line) => /^[\w.]+(?::|$)/.test(line) && !line.startsWith('File '));
    if (last !== undefined) return last;
  }
  return lines.find((line) => /\p{L}{2}/u.test(line) && !/^(?:at |File "|#\d+ |goroutine )/.test(line)) ?? '';
}

/** Members that hold the cause, the most telling first. */
const telling = [
  ['stack', 'stacktrace', 'stack_trace', 'trace', 'traceback', 'exception', 'exc_info'],
  [
    'message',
    'error_message',
    'errormessage',
    'msg',
    'detail',
    'details',
    'error_description',
    'reason',
    'cause',
    'description',
  ],
  ['error', 'errors', 'err', 'title', 'name', 'type', 'code'],
] as const;

/** The class of an exception beside its message. */
function isClass(text: string): boolean {
  return text.length < 200 && /^[\w.$\\]*[A-Z]\w*(?:Error|Exception)$/.test(text);
}

function textsOf({ response }: Exchange): readonly string[] {
  if (response.body.byteLength === 0) return [];
  const contentType = headerValue(response.headers, 'content-type') ?? '';
  const head = response.body.subarray(0, readBytes);
  if (/json/i.test(contentType) || head[0] === 0x7b) {
    const decoded = decodeBody(response.body, 'application/json');
    if (decoded.kind === 'decoded') return textsOfJson(decoded.value);
  }
  if (contentType !== '' && !/^\s*text\/|xml|html/i.test(contentType)) return [];
  const text = new TextDecoder().decode(head);
  return /html/i.test(contentType) || /^\s*<(?:!doctype|html)/i.test(text)
    ? textsOfHtml(text.slice(0, readBytes / 2))
    : [text];
}

function textsOfJson(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value.slice(0, readBytes)];
  const texts: [rank: number, text: string][] = [];
  collect(value, texts, 0);
  return texts.sort(([a], [b]) => a - b).map(([, text]) => text);
}

function collect(value: unknown, texts: [number, string][], depth: number): void {
  if (typeof value !== 'object' || value === null || depth > 4 || texts.length > 20) return;
  for (const [name, member] of Object.entries(value)) {
    const rank = telling.findIndex((names) => (names as readonly string[]).includes(name.toLowerCase()));
    if (typeof member === 'string') {
      const text = member.slice(0, readBytes);
      if (rank >= 0 && text.trim() !== '') texts.push([isClass(text) ? 0 : rank, text]);
      continue;
    }
    const lines: readonly unknown[] = Array.isArray(member) ? member : [];
    // A trace as a list of its lines.
    if (rank === 0 && lines.length > 0 && lines.every((line) => typeof line === 'string'))
      texts.push([0, lines.join('\n').slice(0, readBytes)]);
    else if (Array.isArray(member)) member.slice(0, 3).forEach((item: unknown) => collect(item, texts, depth + 1));
    else collect(member, texts, depth + 1);
  }
}

/** `<pre>` holds the trace where pages show one; else the title and the headings. */
function textsOfHtml(html: string): readonly string[] {
  const texts: string[] = [];
  for (const tag of ['pre', 'code', 'title', 'h1', 'h2', 'p']) {
    for (const [, inner = ''] of html.matchAll(new RegExp(`<${tag}\\b[^>]*>([\\s\\S]{0,8000}?)</${tag}>`, 'gi'))) {
      texts.push(plain(inner));
    }
  }
  return texts;
}

const entities: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  amp: '&',
  nbsp: ' ',
  '#39': "'",
  '#x27': "'",
};

function plain(html: string): string {
  return html
    .replaceAll(/<br\s*\/?>/gi, '\n')
    .replaceAll(/<[^>]{0,400}>/g, '')
    .replaceAll(/&(#?\w{2,6});/g, (whole, name: string) => entities[name.toLowerCase()] ?? whole);
}
