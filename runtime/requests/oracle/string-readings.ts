import type { ValueShape } from '../value-shape.ts';
import { decimalTexts } from './decimal-texts.ts';
import { asciiDigits, hasNonAscii } from './number-readings.ts';

/**
 * The strings that a lenient reader may take for a given one: trimmed, without a final newline, letters and digits of other scripts for ASCII ones
 * (a Unicode-aware `\w`, `\d`, `\s`), lengths counted in UTF-16 units or bytes, formats in their loose spellings.
 */
export function stringReadings(text: string, shape: ValueShape): readonly string[] {
  const trimmed = text.trim();
  const isPlain = trimmed === text && shape.formats.length === 0 && !shape.isDecimal && !hasNonAscii(text);
  if (isPlain) return [text];
  const readings = new Set<string>([text, trimmed]);
  if (text.endsWith('\n')) readings.add(text.replace(/\r?\n$/, ''));
  for (const plain of new Set([text, trimmed])) if (hasNonAscii(plain)) addAscii(readings, plain);
  for (const format of shape.formats) for (const reading of formatReadings(trimmed, format)) readings.add(reading);
  if (shape.isDecimal) for (const reading of decimalTexts(trimmed)) readings.add(reading);
  return [...readings];
}

function addAscii(readings: Set<string>, text: string): void {
  readings.add(asciiDigits(text));
  readings.add(asAscii(text));
  readings.add(text.normalize('NFC'));
  readings.add('a'.repeat(text.length));
  readings.add('a'.repeat(Buffer.byteLength(text)));
}

function asAscii(text: string): string {
  return asciiDigits(text)
    .replaceAll(/\p{Lu}/gu, 'A')
    .replaceAll(/[\p{L}\p{M}]/gu, (letter) => (letter <= '\u007f' ? letter : 'a'))
    .replaceAll(/[\s\u0085\u200b]/g, ' ');
}

function formatReadings(text: string, format: string): readonly string[] {
  switch (format) {
    case 'uuid':
      return looseUuid(text);
    case 'date':
    case 'date-time':
    case 'time':
      return looseTime(text, format);
    case 'byte':
    case 'base64':
      return [looseBase64(text)];
    case 'ipv4':
    case 'ipv6':
      return [text.replaceAll(/^\[|\]$/g, '').replace(/%.*$/, '')];
    default:
      return [];
  }
}

/** Braces, `urn:uuid:` and missing hyphens are read by most UUID parsers. */
function looseUuid(text: string): readonly string[] {
  const hex = text.replace(/^urn:uuid:/i, '').replaceAll(/[-{}()]/g, '');
  if (!/^[\da-f]{32}$/i.test(hex)) return [];
  return [hex.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')];
}

/** Dates of other spellings, and Unix times: what `Date`, Pydantic and Jackson read. */
function looseTime(text: string, format: string): readonly string[] {
  const number = text === '' ? Number.NaN : Number(text);
  const date = new Date(
    Number.isFinite(number) ? clampTime(number) : Date.parse(text.replace(' ', 'T')) || Date.parse(text),
  );
  const times: string[] = [];
  if (!Number.isNaN(date.getTime())) {
    const iso = date.toISOString();
    times.push(format === 'date-time' ? iso : format === 'date' ? iso.slice(0, 10) : iso.slice(11));
  }
  // A local date-time without an offset, a time without seconds.
  if (format === 'date-time') times.push(`${text}Z`, `${text.replace(' ', 'T')}Z`);
  if (format === 'time') times.push(`${text}Z`, `${text}:00Z`, `${text}:00`);
  return times;
}

function clampTime(number: number): number {
  return Math.max(-62_135_596_800_000, Math.min(253_402_300_799_999, number));
}

function looseBase64(text: string): string {
  const plain = text.replaceAll(/\s/g, '').replaceAll('-', '+').replaceAll('_', '/').replaceAll('=', '');
  return plain + '='.repeat((4 - (plain.length % 4)) % 4);
}
