import type { Rng } from '../generate/draw.ts';
import { pick } from '../generate/draw.ts';

type Sample = (rng: Rng) => string;

const HEX = '0123456789abcdef';
const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function chars(rng: Rng, alphabet: string, min: number, max: number): string {
  let text = '';
  for (let count = rng.nextInt(min, max); count > 0; count--)
    text += alphabet[rng.nextInt(0, alphabet.length - 1)] ?? '';
  return text;
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function date(rng: Rng): string {
  if (rng.nextInt(0, 40) === 40) return `${2000 + 4 * rng.nextInt(0, 24)}-02-29`;
  const year = 1970 + ((rng.nextInt(0, 129) + 30) % 130);
  const month = rng.nextInt(1, 12);
  const leap = month === 2 && year % 4 === 0 ? 1 : 0; // 2000 was a leap year and 2100 is out of range
  return `${year}-${two(month)}-${two(rng.nextInt(1, (DAYS[month - 1] ?? 28) + leap))}`;
}

function time(rng: Rng): string {
  const clock = `${two(rng.nextInt(0, 23))}:${two(rng.nextInt(0, 59))}:${two(rng.nextInt(0, 59))}`;
  const fraction = rng.nextInt(0, 3) === 3 ? `.${rng.nextInt(100, 999)}` : '';
  return `${clock}${fraction}Z`;
}

function label(rng: Rng): string {
  return chars(rng, LETTERS, 1, 8);
}

const DOMAINS = ['example.com', 'example.org', 'example.net', 'mail.example.com'];

function uuid(rng: Rng): string {
  const hex = (count: number): string => chars(rng, HEX, count, count);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${pick(rng, ['8', '9', 'a', 'b'])}${hex(3)}-${hex(12)}`;
}

function pathAndQuery(rng: Rng): string {
  let text = '';
  for (let count = rng.nextInt(0, 2); count > 0; count--) text += `/${label(rng)}`;
  return rng.nextInt(0, 3) === 3 ? `${text}?${label(rng)}=${label(rng)}` : text;
}

function base64(rng: Rng): string {
  const rest = rng.nextInt(0, 2);
  const full = rng.nextInt(1, 3) * 4;
  const tail = rest === 0 ? '' : rest === 1 ? `${chars(rng, BASE64, 1, 1)}A==` : `${chars(rng, BASE64, 2, 2)}A=`;
  return chars(rng, BASE64, full, full) + tail;
}

function ipv6(rng: Rng): string {
  const group = (): string => rng.nextInt(0, 0xffff).toString(16);
  const kind = rng.nextInt(0, 3);
  if (kind === 0) return '::1';
  return kind === 1 ? `2001:db8::${group()}` : Array.from({ length: 8 }, group).join(':');
}

/** Days and parts of them: how long a month is, and whether weeks may be said, validators disagree about. */
function duration(rng: Rng): string {
  return pick(rng, [
    `P${rng.nextInt(1, 30)}D`,
    `PT${rng.nextInt(1, 23)}H`,
    `PT${rng.nextInt(1, 59)}M`,
    `PT${rng.nextInt(1, 59)}S`,
    `P1DT${rng.nextInt(1, 23)}H`,
  ]);
}

/** Of the addresses that one host may have; the plainest is the host's own. */
function ipv4(rng: Rng): string {
  const network = 1 + ((rng.nextInt(0, 222) + 126) % 223);
  return `${network}.${rng.nextInt(0, 254)}.${rng.nextInt(0, 254)}.${rng.nextInt(1, 254)}`;
}

/** The part of each format that its RFC and the common validators agree about; each sample begins with its plainest. */
const SAMPLES: Readonly<Record<string, Sample>> = {
  date,
  time,
  'date-time': (rng) => `${date(rng)}T${time(rng)}`,
  duration,
  email: (rng) => `${label(rng)}${rng.nextInt(0, 2) === 2 ? `.${label(rng)}` : ''}@${pick(rng, DOMAINS)}`,
  'idn-email': (rng) => `${label(rng)}@${pick(rng, DOMAINS)}`,
  hostname: (rng) => `${label(rng)}.${pick(rng, DOMAINS)}`,
  'idn-hostname': (rng) => `${label(rng)}.${pick(rng, DOMAINS)}`,
  ipv4,
  ipv6,
  uri: (rng) => `https://${pick(rng, DOMAINS)}${pathAndQuery(rng)}`,
  url: (rng) => `https://${pick(rng, DOMAINS)}${pathAndQuery(rng)}`,
  iri: (rng) => `https://${pick(rng, DOMAINS)}${pathAndQuery(rng)}`,
  'uri-reference': (rng) =>
    rng.nextInt(0, 1) === 0 ? `/${label(rng)}` : `https://${pick(rng, DOMAINS)}/${label(rng)}`,
  'iri-reference': (rng) => `/${label(rng)}`,
  'uri-template': (rng) => `https://${pick(rng, DOMAINS)}/{${label(rng)}}`,
  uuid,
  'json-pointer': (rng) =>
    rng.nextInt(0, 4) === 4 ? '' : `/${label(rng)}${rng.nextInt(0, 1) === 1 ? `/${rng.nextInt(0, 9)}` : ''}`,
  'json-pointer-uri-fragment': (rng) => `#/${label(rng)}`,
  'relative-json-pointer': (rng) => `${rng.nextInt(0, 3)}/${label(rng)}`,
  regex: (rng) => pick(rng, ['^[a-z]+$', 'a*', '[0-9]{1,3}', `^${label(rng)}$`]),
  byte: base64,
  'iso-time': (rng) => time(rng),
  'iso-date-time': (rng) => `${date(rng)}T${time(rng)}`,
};

/** The formats that have samples. */
export const formatNames: readonly string[] = Object.keys(SAMPLES);

/** How a format's texts are made; nothing for a format that any text has. */
export function formatSample(name: string): Sample | undefined {
  return Object.hasOwn(SAMPLES, name) ? SAMPLES[name] : undefined;
}

/** A text that no reading of the format admits; nothing for a format that any text has, or some reading of it. */
export function breaksFormat(name: string): string | undefined {
  switch (name) {
    case 'date':
      return 'not-a-date';
    case 'time':
      return 'not-a-time';
    case 'date-time':
      return 'not-a-date-time';
    case 'duration':
      return 'not-a-duration';
    case 'email':
      return 'not-an-email';
    case 'ipv4':
      return 'not-an-ipv4';
    case 'ipv6':
      return 'not-an-ipv6';
    case 'uuid':
      return 'not-a-uuid';
    case 'uri':
      return 'not a uri';
    case 'hostname':
      return '-not_a_hostname-';
    case 'json-pointer':
      return 'not-a-json-pointer';
    case 'regex':
      return '(unclosed[';
    default:
      return undefined;
  }
}
