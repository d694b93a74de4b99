import { numberReadings } from './number-readings.ts';

/** Prices and the like are mostly demanded with so many decimals at most. */
const maxDecimals = 4;

const plainDecimal = /^([+-]?)0*(\d*)(?:\.(\d*?)0*)?$/;

/**
 * The texts in which a reader that makes a decimal number of a text may write it down: without leading zeros, a plus sign or an exponent, and with any
 * number of zeros at the end.
 */
export function decimalTexts(text: string): readonly string[] {
  const texts = new Set<string>();
  const exact = plainDecimal.exec(text);
  if (exact !== null && /\d/.test(text)) {
    const [, sign = '', whole = '', fraction = ''] = exact;
    const isZero = whole === '' && fraction === '';
    addWithZeros(texts, `${sign === '-' && !isZero ? '-' : ''}${whole === '' ? '0' : whole}`, fraction);
  } else {
    for (const number of numberReadings(text)) {
      const [whole = '', fraction = ''] = String(number).split('.');
      // What `String` writes with an exponent is beyond any decimal that a schema means.
      if (/^-?\d+$/.test(whole) && /^\d*$/.test(fraction)) addWithZeros(texts, whole, fraction);
    }
  }
  return [...texts];
}

function addWithZeros(texts: Set<string>, whole: string, fraction: string): void {
  texts.add(fraction === '' ? whole : `${whole}.${fraction}`);
  for (let decimals = Math.max(1, fraction.length); decimals <= maxDecimals; decimals += 1)
    texts.add(`${whole}.${fraction.padEnd(decimals, '0')}`);
}
