import type { ListStyle } from '../model/operation.ts';

/**
 * A scalar as parameters, forms and XML carry it. Numbers stand as JSON writes them, integers in full: few parsers of integers know an exponent.
 * `null` has no standard form there; it is written as most clients write it, and the wire oracle never takes it for a `null` that was meant.
 * `undefined` for what is no scalar or no number that JSON could carry.
 */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  return value === null ? 'null' : undefined;
}

function numberText(value: number): string | undefined {
  if (!Number.isFinite(value)) return undefined;
  return Math.abs(value) >= 1e21 ? String(BigInt(value)) : String(value);
}

/** A part of a list or object: a scalar's text, or JSON for what is nested deeper, which no style defines. */
export function partText(value: unknown): string | undefined {
  return scalarText(value) ?? jsonText(value);
}

const delimiters: Readonly<Record<ListStyle, string>> = {
  form: ',',
  spaceDelimited: ' ',
  pipeDelimited: '|',
  tabDelimited: '\t',
};

/** What stands between the items of a list in this style. Other styles have commas where their items share one text. */
export function delimiterOf(style: string): string {
  return Object.hasOwn(delimiters, style) ? delimiters[style as ListStyle] : ',';
}

/** A part of a list whose own lists are written in these styles, the outermost first. */
export function nestedText(value: unknown, styles: readonly ListStyle[] | undefined): string | undefined {
  const [style, ...inner] = styles ?? [];
  if (style === undefined || !Array.isArray(value)) return partText(value);
  const texts = value.map((item) => nestedText(item, inner));
  return texts.includes(undefined) ? undefined : texts.join(delimiterOf(style));
}

/** JSON text; `undefined` where JSON has none (`undefined`, functions, bigint inside). */
export function jsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}

/** Whether a text has no lone surrogate: UTF-8 has no bytes for one. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
