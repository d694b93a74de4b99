/** What lenient number parsers make of a text: blanks around, `+5`, `5.0`, `.5`, `1e2`, `0x10`, `0b1`, `0o7`, `1_000`, Unicode digits. */
export function numberReadings(text: string): readonly number[] {
  if (plainInteger.test(text)) return [Number(text)];
  // Far longer than any number that a schema could mean, and `Number` would read it as infinite.
  if (text.length > 1000) return [];
  const digits = asciiDigits(text.trim());
  if (digits.length > 400 || !/\d/.test(digits)) return [];
  const readings = new Set<number>();
  add(readings, digits);
  if (digits.includes('_')) add(readings, digits.replaceAll(/(?<=\d)_(?=\d)/g, ''));
  const signed = /^([+-])(0[xob][\da-f]+)$/i.exec(digits);
  if (signed !== null) add(readings, signed[2] ?? '', signed[1] === '-' ? -1 : 1);
  return [...readings];
}

const plainInteger = /^-?\d{1,15}$/;

function add(readings: Set<number>, text: string, sign: 1 | -1 = 1): void {
  const number = Number(text);
  if (text !== '' && Number.isFinite(number)) readings.add(sign * number);
}

/** Decimal digits of other scripts as ASCII ones. Their blocks are aligned so that the zero's code point ends a run of ten. */
export function asciiDigits(text: string): string {
  if (!hasNonAscii(text)) return text;
  return text.replaceAll(/\p{Nd}/gu, (digit) => {
    if (digit >= '0' && digit <= '9') return digit;
    let value = 0;
    let code = (digit.codePointAt(0) ?? 0) - 1;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code))) {
      value += 1;
      code -= 1;
    }
    return String(value);
  });
}

export function hasNonAscii(text: string): boolean {
  for (let i = 0; i < text.length; i += 1) if (text.charCodeAt(i) > 127) return true;
  return false;
}
