import { parse as parseLossless } from 'lossless-json';

/** Text that may hold an integer beyond 2^53, written out; strings may hold such digits too, which only costs time. */
const mayRound = /\d{16}/;

/** Reads JSON with each integer beyond 2^53 as `bigint`, so that an id goes back to the server as it came. Throws as `JSON.parse` does. */
export function parseExact(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!mayRound.test(text)) return value;
  try {
    return parseLossless(text, null, { parseNumber, onDuplicateKey: ({ newValue }) => newValue });
  } catch {
    // It differs from JSON.parse on control characters and lone surrogates.
    return value;
  }
}

function parseNumber(lexeme: string): number | bigint {
  const number = Number(lexeme);
  return Number.isSafeInteger(number) || !/^-?\d+$/u.test(lexeme) ? number : BigInt(lexeme);
}
