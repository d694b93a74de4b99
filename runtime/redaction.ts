import type { HeaderList } from './model/exchange.ts';
import type { JsonValue } from './model/json.ts';

/** A credential: its value never leaves the engine. */
export interface Secret {
  /** The environment variable that stands for it in a curl line, e.g. `ATG_AUTHORIZATION`. */
  readonly name: string;
  readonly value: string;
}

/** Takes secrets out of whatever is about to leave the engine. */
export interface Redactor {
  /** Any text: known secret values become `[Filtered]`. */
  text(value: string): string;
  /** Values of headers that carry credentials by name, and known secrets in all others. */
  headers(headers: HeaderList): HeaderList;
  /** Userinfo, query parameters that carry credentials by name, and known secrets. */
  url(url: string): string;
  /** Members that carry credentials by name, and known secrets in all strings. */
  json(value: JsonValue): JsonValue;
}

export interface RedactorOptions {
  readonly secrets: readonly Secret[];
}

const filtered = '[Filtered]';

/** JSON nested deeper than this is cut, so that a hostile response cannot exhaust the stack. */
const maxDepth = 500;

/**
 * A redactor for a run's secrets.
 *
 * Known values are found as they are and in every encoding they are likely to be echoed in: percent-encoded (also
 * repeatedly, also as a form), escaped for JSON, HTML or a shell, and inside Base64, so also in the Base64 of
 * `user:password`. Of `Basic …` the password, of `Bearer …` the token and of a cookie header each value is a secret of
 * its own. Values of 4 to 7 characters are filtered where they stand as a whole word, shorter ones by name only.
 * Without secrets `text` gives back its argument.
 *
 * `json` is for what a server sent: there a member called `token` holds a real token. Bodies that were generated hold
 * no credential, and their values are what reproduces a failure: give those to `text` only. Redact before cutting.
 */
export function createRedactor(options: RedactorOptions): Redactor {
  const text = secretFilter(options.secrets);
  return {
    text,
    headers: (headers) => headers.map(([name, value]) => [name, redactHeader(name, value, text)]),
    url: (url) => redactUrl(url, text),
    json: (value) => redactJson(value, text, false, 0),
  };
}

type Filter = (text: string) => string;

function redactHeader(name: string, value: string, text: Filter): string {
  const key = name.toLowerCase();
  // A server may call its session cookie anything; a cookie of a request is either generated or a known secret.
  if (key === 'set-cookie') return value.replace(/^([^=;]*=)[^;]*/, `$1${filtered}`);
  if (key === 'cookie') return text(redactPairs(value, /(;\s*)/));
  if (isSensitiveName(name)) return filtered;
  return urlHeaders.has(key) ? redactUrl(value, text) : text(value);
}

const urlHeaders: ReadonlySet<string> = new Set(['location', 'content-location', 'referer', 'refresh']);

/** The userinfo ends at the last `@` of the authority (WHATWG URL), so that a password with `@` is taken whole. */
const userinfo = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i;

function redactUrl(url: string, text: Filter): string {
  const start = url.search(/[?#]/);
  const head = (start === -1 ? url : url.slice(0, start)).replace(
    userinfo,
    (_, scheme: string | undefined) => `${scheme ?? ''}//${filtered}@`,
  );
  return text(start === -1 ? head : head + redactPairs(url.slice(start), /([?&#;])/));
}

/** Filters the values of `name=value` pairs whose name is sensitive; all else stays as it is, byte by byte. */
function redactPairs(pairs: string, separator: RegExp): string {
  const redactPair = (pair: string): string => {
    const equals = pair.indexOf('=');
    if (equals === -1) return pair;
    return isSensitiveName(decodeName(pair.slice(0, equals))) ? `${pair.slice(0, equals)}=${filtered}` : pair;
  };
  return pairs.split(separator).map(redactPair).join('');
}

function decodeName(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

function redactJson(value: JsonValue, text: Filter, sensitive: boolean, depth: number): JsonValue {
  if (typeof value === 'string') return sensitive ? filtered : text(value);
  if (typeof value === 'number') return sensitive ? filtered : value;
  if (value === null || typeof value === 'boolean') return value;
  if (depth >= maxDepth) return filtered;
  if (isList(value)) return value.map((item) => redactJson(item, text, sensitive, depth + 1));
  // `fromEntries` defines members, so a member called `__proto__` stays one.
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      // A bare `key` in JSON is nearly always half of a key-value pair.
      const inside = sensitive || (key.toLowerCase() !== 'key' && isSensitiveName(key));
      return [text(key), member === undefined ? undefined : redactJson(member, text, inside, depth + 1)];
    }),
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** Words that make a name sensitive wherever they stand in it. */
const credentialWords: ReadonlySet<string> = new Set(
  (
    'token tokens secret secrets password passwords passwd pwd passphrase passcode credential credentials cookie cookies ' +
    'signature authorization jwt bearer apikey csrf xsrf otp totp sid sessid sessionid jsessionid phpsessid'
  ).split(' '),
);

/** Names whose words alone say nothing. */
const credentialNames: ReadonlySet<string> = new Set(['key', 'pass', 'creds']);

/** Words that make a name sensitive where they end it: `X-Auth`, but not `auth_provider`. */
const endingWords: ReadonlySet<string> = new Set(['auth', 'oauth', 'session', 'sig']);

/** What makes a `key` one that opens something, and names that are written in one word. */
const credentialEnding =
  /(?:(?:api|app|application|access|secret|private|signing|encryption|auth|master|service|client|subscription|account|shared|storage|ssh|session|functions|hmac)keys?|tokens?|passwords?|passwd|passphrase|secret|sess(?:ion)?(?:id|key)|cookies?|credentials?|(?:authorization|auth|verification)code|accesskeyid)$/;

/** A last word that speaks *about* a credential: `token_type`, `passwordChangedAt`. */
const aboutWords: ReadonlySet<string> = new Set(
  (
    'count counts type types used usage limit length size at on date time expiry expires expiration expired ttl age enabled ' +
    'disabled required policy strength algorithm alg name names endpoint status version kind method methods scheme ' +
    'schemes format label title description min max duration valid verified changed updated created remaining budget'
  ).split(' '),
);

/** A first word that makes `tokens` a number: `max_tokens`. */
const countingWords: ReadonlySet<string> = new Set(
  'max min num n total prompt completion input output cached used remaining'.split(' '),
);

const knownNames = new Map<string, boolean>();

/** Whether a header, parameter, cookie or property of this name carries a credential. */
export function isSensitiveName(name: string): boolean {
  const known = knownNames.get(name);
  if (known !== undefined) return known;
  const answer = judgeName(name);
  if (knownNames.size >= 2000) knownNames.clear();
  knownNames.set(name, answer);
  return answer;
}

function judgeName(name: string): boolean {
  // CORS headers speak about credentials and hold none.
  if (/^access-control-/i.test(name)) return false;
  const words = wordsOf(name);
  const first = words[0];
  const last = words.at(-1);
  if (first === undefined || last === undefined) return false;
  const joined = words.join('');
  if (credentialNames.has(joined)) return true;
  if (words.length > 1 && (aboutWords.has(last) || (last === 'tokens' && countingWords.has(first)))) return false;
  return endingWords.has(last) || words.some((word) => credentialWords.has(word)) || credentialEnding.test(joined);
}

/** The words of a name in camel, snake, kebab or any other case, in lower case, without digits. */
function wordsOf(name: string): readonly string[] {
  return name
    .slice(0, 200)
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');
}

function secretFilter(secrets: readonly Secret[]): Filter {
  const values = new Set(secrets.flatMap(secretValues).filter((value) => value.length >= 4));
  if (values.size === 0) return (text) => text;
  // Longer first: of two secrets that begin alike, the whole one goes.
  const sources = [...values]
    .sort((a, b) => b.length - a.length)
    .flatMap((value) => [plainPattern(value), ...base64Patterns(value)]);
  const pattern = new RegExp(sources.join('|'), 'gu');
  return (text) => text.replace(pattern, filtered);
}

/** A credential, and the parts of it that are credentials too. */
function secretValues(secret: Secret): readonly string[] {
  const value = secret.value.trim();
  if (/cookie/i.test(secret.name)) {
    // The name may be that of an identity that is called like one: what it holds may be no cookie.
    return [...schemeValues(value), ...value.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim())];
  }
  return schemeValues(value);
}

/** A credential, and what follows its scheme. */
function schemeValues(value: string): readonly string[] {
  const [, scheme, credential] = /^([A-Za-z][\w-]*) +(.+)$/s.exec(value) ?? [];
  if (scheme === undefined || credential === undefined) return [value];
  if (scheme.toLowerCase() !== 'basic') return [value, credential];
  const pair = Buffer.from(credential, 'base64').toString();
  return pair.includes(':') ? [value, credential, pair, pair.slice(pair.indexOf(':') + 1)] : [value, credential];
}

const wordStart = String.raw`(?:(?<![\w-])|(?<=%[0-9A-Fa-f]{2}|\\[nrtbf]|\\u[0-9A-Fa-f]{4}))`;

function plainPattern(value: string): string {
  // A run of backslashes is one repetition: as many repetitions in a row they would backtrack without end.
  const pattern = value
    .split(/(\\+)/)
    .map((part) => (part.startsWith('\\') ? backslashes(part.length) : Array.from(part, characterPattern).join('')))
    .join('');
  return value.length < 8 ? `${wordStart}${pattern}(?![\\w-])` : pattern;
}

const namedEscapes: Readonly<Record<string, string>> = {
  '"': String.raw`\\{0,8}"|&quot;|&#34;`,
  "'": String.raw`'\\''|'"'"'|\\{0,8}'|&#39;|&#x27;|&apos;`,
  '/': String.raw`\\{0,8}\/`,
  '&': '&amp;|&',
  '<': '&lt;|<',
  '>': '&gt;|>',
  ' ': String.raw` |\+`,
  '\n': String.raw`\n|\\{1,8}n`,
  '\r': String.raw`\r|\\{1,8}r`,
  '\t': String.raw`\t|\\{1,8}t`,
  '\b': String.raw`\x08|\\{1,8}b`,
  '\f': String.raw`\f|\\{1,8}f`,
};

function backslashes(count: number): string {
  return String.raw`(?:\\|%(?:25)*5[cC]|\\u005[cC]){${count},${count * 8}}`;
}

/** One character of a secret in every way it may be written. */
function characterPattern(character: string): string {
  const bytes = Buffer.from(character);
  const percent = Array.from(bytes, (byte) => `%(?:25)*${hex(byte, 2)}`).join('');
  const units = Array.from(
    { length: character.length },
    (_, at) => `\\\\{1,8}u${hex(character.charCodeAt(at), 4)}`,
  ).join('');
  // HTTP libraries read header bytes as Latin-1.
  const latin1 = bytes.length > 1 ? [literal(bytes.toString('latin1'))] : [];
  return `(?:${[namedEscapes[character] ?? literal(character), ...latin1, percent, units].join('|')})`;
}

function hex(value: number, digits: number): string {
  return value
    .toString(16)
    .padStart(digits, '0')
    .replaceAll(/[a-f]/g, (letter) => `[${letter}${letter.toUpperCase()}]`);
}

function literal(text: string): string {
  return Array.from(text, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`).join('');
}

/**
 * What a value looks like inside Base64 (RFC 4648 §4 and §5): the encoding depends on where the value starts modulo
 * three bytes, so there are three, each without the characters at its ends that its neighbours decide.
 */
function base64Patterns(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    const core = encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6));
    if (core.length < 6) return [];
    return [`${Array.from(core, base64Character).join('')}[\\w+/-]*(?:=|%3[dD]){0,2}`];
  });
}

function base64Character(character: string): string {
  if (character === '+') return '(?:[+\\-]|%2[bB])';
  return character === '/' ? '(?:\\\\?\\/|_|%2[fF])' : character;
}
