/**
 * A message without what differs each time it is written: what the request had in it, times, addresses, ids, numbers. Names of code stay, quoted or
 * not: they tell one defect from another.
 */
export function normaliseMessage(message: string, sent: readonly string[]): string {
  let text = message.normalize('NFC');
  for (const value of sent) if (text.includes(value)) text = text.replaceAll(wholeWords(value), masked(value));
  return text
    .replaceAll(volatile, '…')
    .replaceAll(quoted, (whole, quote: string, inner: string) => (isName.test(inner) ? whole : `${quote}…${quote}`))
    .replaceAll(/[\w+/=-]*\d[\w+/=-]*/g, (token) => (isStableCode.test(token) ? token : '…'))
    .replaceAll(/[A-Za-z+/=_-]{32,}/g, '…')
    .replaceAll(/…(?:[\s,;:.…]*…)+/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** What was sent with its quotes, being too short without, keeps them. */
function masked(value: string): string {
  const [quote = ''] = value;
  return value.length > 2 && /^(["'`]).*\1$/su.test(value) ? `${quote}…${quote}` : '…';
}

/** Where the text is not a part of a longer word. */
function wholeWords(text: string): RegExp {
  return new RegExp(`(?<![\\w])${text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`)}(?![\\w])`, 'g');
}

/** Timestamps, UUIDs, addresses, paths of files with their lines, hexadecimal runs. */
const volatile =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b|\b0x[0-9a-f]+\b|\b[0-9a-f]{12,}\b|(?<=\.\w{1,5}):\d+(?::\d+)?/gi;

/** What stands between quotes, on one line. */
const quoted = /(["'`“‘«])([^"'`”’»\n]{0,400})["'`”’»]/g;

/** A name of code. A value that looks like one and was sent is out by now. */
const isName = /^[A-Za-z_$][\w$]*(?:[.:][A-Za-z_$][\w$]*)*$/;

/** Numbers that belong to a name: `utf8`, `int32`, `ORA-00942`. */
const isStableCode =
  /^(?:utf-?\d+|u?int\d+|float\d+|varchar\d*|sha\d+|md5|base64|latin1|iso-?8859-?\d*|ORA-\d{5}|E\d{4,5}|P\d{4})$/i;
