import { breaksFormat, formatNames } from './sample-format.ts';

/** Where the texts of a format are read differently: what its RFC has, and common validators have not, or the other way round. */
const DOUBTFUL_TEXTS: Readonly<Record<string, readonly string[]>> = {
  // RFC 3339 §5.8 has leap seconds, and §5.6 the year 0000.
  // Days that no month has some take for the next month's (JavaScript, PHP), or trip over.
  // Zones other than Z many have to be told to take.
  'date-time': ['2000-01-01T00:00:00+05:30', '1998-12-31T23:59:60Z', '0000-01-01T00:00:00Z', '2023-02-30T00:00:00Z'],
  date: ['0000-01-01', '2023-02-30'],
  time: ['12:00:00+05:30', '23:59:60Z'],
  // RFC 5321 §4.1.2 has quoted local parts.
  email: ['"a b"@example.com'],
  // RFC 4007 §11 writes a zone behind an address, RFC 4291 has none.
  ipv6: ['fe80::1%eth0'],
  // RFC 9562 §5.9: the UUID that is no version.
  uuid: ['00000000-0000-0000-0000-000000000000'],
};

/** Texts of a format that sane servers take or refuse as they please. */
export function doubtfulTexts(format: string): readonly string[] {
  return Object.hasOwn(DOUBTFUL_TEXTS, format) ? (DOUBTFUL_TEXTS[format] ?? []) : [];
}

/** Doubtful and invalid texts that no server has of its own: one that shows them got them from here, perhaps in an earlier run. */
export const tellTaleTexts: readonly string[] = formatNames
  .flatMap((format) => [...doubtfulTexts(format), breaksFormat(format) ?? []].flat())
  .filter((text) => !text.startsWith('0000'));
