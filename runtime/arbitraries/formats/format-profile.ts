import { hasFormat } from '../../schema/formats.ts';
import { firstChoice } from '../generate/draw.ts';
import { formatNames, formatSample } from './sample-format.ts';

const DOMAIN = String.raw`(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?!(?:test|local|localhost|invalid|example|onion|arpa|internal|lan)\b)[a-z]{2,63}`;
const DATE = String.raw`(?:19|20)\d\d-\d\d-\d\d`;
// Other zones Zod refuses unless told, and so does Java's `Instant` before 12.
const TIME = String.raw`\d\d:\d\d:[0-5]\d(?:\.\d{1,3}|\.\d{6})?Z`;
const CLOCK = String.raw`T(?=\d)(?:\d{1,2}H(?:\d{1,2}M(?:\d{1,2}S)?)?|\d{1,2}M(?:\d{1,2}S)?|\d{1,2}S)`;
const TAIL = String.raw`(?:[/?#][A-Za-z0-9/?#&=._~+-]*)?`;
const URL = `https?://${DOMAIN}(?::[0-9]{2,5})?${TAIL}`;
const PATH = String.raw`/[A-Za-z0-9/?&=._~+-]*`;

/** What common validators agree about, within what the RFC allows. */
const PROFILES: Readonly<Record<string, RegExp>> = {
  date: whole(DATE),
  time: whole(TIME),
  'iso-time': whole(TIME),
  'date-time': whole(`${DATE}T${TIME}`),
  'iso-date-time': whole(`${DATE}T${TIME}`),
  duration: whole(String.raw`P(?:[1-9]\d{0,2}D(?:${CLOCK})?|${CLOCK})`),
  email: whole(`[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@${DOMAIN}`),
  'idn-email': whole(`[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*@${DOMAIN}`),
  hostname: whole(DOMAIN),
  'idn-hostname': whole(DOMAIN),
  ipv4: whole(String.raw`(?:[1-9]|[1-9]\d|1\d\d|2[01]\d|22[0-3])(?:\.\d{1,3}){3}`),
  ipv6: whole('[0-9a-f:]+'),
  uri: whole(URL),
  url: whole(URL),
  iri: whole(URL),
  'uri-reference': whole(`${URL}|${PATH}`),
  'iri-reference': whole(`${URL}|${PATH}`),
  'uri-template': whole(`https?://${DOMAIN}(?:/(?:[A-Za-z0-9._~-]+|\\{[A-Za-z0-9_]+\\}))*`),
  uuid: whole('[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}'),
  'json-pointer': whole('(?:/[A-Za-z0-9_-]+)*'),
  'json-pointer-uri-fragment': whole('#(?:/[A-Za-z0-9_-]+)*'),
  'relative-json-pointer': whole('[0-9](?:/[A-Za-z0-9_-]+)*'),
  regex: whole(String.raw`[\^$\w[\]{},*+?().|-]+`),
  byte: whole('(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)'),
};

function whole(source: string): RegExp {
  return new RegExp(`^(?:${source})$`);
}

/**
 * Whether servers of every make take the text as one of the format: years of this and the last century, UUIDs of version
 * 4, emails on public domains, … True of every text for a format that has no profile, such as `password`.
 */
export function inProfile(format: string, text: string): boolean {
  const profile = Object.hasOwn(PROFILES, format) ? PROFILES[format] : undefined;
  return profile === undefined || (profile.test(text) && hasFormat(format, text));
}

/** The one plainest text of a format, and what all its others are shrunk to; nothing where the format has no profile. */
export function plainOf(format: string): string | undefined {
  return formatSample(format)?.(firstChoice);
}

const PLAIN_TEXTS: readonly (readonly [format: string, plain: string])[] = formatNames.flatMap((format) => {
  const plain = plainOf(format);
  return plain === undefined ? [] : [[format, plain] as const];
});

/** The plainest texts of the formats that a text may have been made for. */
export function* plainTexts(text: string): IterableIterator<string> {
  const given = new Set([text]);
  for (const [format, plain] of PLAIN_TEXTS) {
    if (given.has(plain) || !inProfile(format, text)) continue;
    given.add(plain);
    yield plain;
  }
}
