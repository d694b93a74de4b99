/** What lenient number parsers make of a text: blanks around, `+5`, `5.0`, `.5`, `1e2`, `0x10`, `0b1`, `0o7`, `1_000`, Unicode digits. */
export function numberReadings(text: string): readonly number[] {
  if (plainInteger.test(text)) return [Number(text)];
  const digits = asciiDigits(text.trim());
  // Far longer than any number that a schema could mean, and `Number` would read it as infinite.
  if (digits === '' || digits.length > 400) return [];
  const readings = new Set<number>();
  for (const candidate of [digits, digits.replace(/^\+/, ''), digits.replaceAll(/(?<=\d)_(?=\d)/g, '')])
    add(readings, candidate);
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
