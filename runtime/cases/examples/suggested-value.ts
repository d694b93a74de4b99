import { inProfile } from '../../arbitraries/formats/format-profile.ts';
import { fitsScalar } from './fits-scalar.ts';
import type { RealisticNames } from './realistic-names.ts';

type Node = Readonly<Record<string, unknown>>;

/**
 * What a value's name suggests for a schema of text or numbers that leaves a choice, else something ordinary; `undefined` where nothing
 * fits, and for what has no name.
 */
export function suggestedValue(
  schema: Node,
  name: string | undefined,
  { names, seed }: { readonly names: RealisticNames; readonly seed: number },
): string | number | undefined {
  if (name === undefined || restricting.some((keyword) => Object.hasOwn(schema, keyword))) return undefined;
  const { type } = schema;
  const own = (seed + textHash(name)) >>> 0;
  for (const one of Array.isArray(type) ? (type as readonly unknown[]) : [type]) {
    const candidates = [
      ...names.suggest(name, own).flatMap((value) => asType(value, one) ?? []),
      ...names.ordinary(own).filter((value) => typeof value === (one === 'integer' ? 'number' : one)),
    ];
    const found = candidates.find((value) => fitsScalar(schema, value) === undefined && isCommon(schema, value));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** They say more of the value than is looked at here. */
const restricting = ['enum', 'const', 'allOf', 'anyOf', 'oneOf', 'not', 'if', '$dynamicRef', '$recursiveRef'];

/** Whether servers of every make take the text as one of its format. */
function isCommon({ format }: Node, value: string | number): boolean {
  return typeof format !== 'string' || typeof value !== 'string' || inProfile(format, value);
}

/** So that two properties of one kind have two values. */
function textHash(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (Math.imul(hash, 31) + text.charCodeAt(index)) | 0;
  return hash;
}

/** `undefined` where the value has no form in the type. */
function asType(value: string | number, type: unknown): string | number | undefined {
  if (type === 'string') return String(value);
  if (typeof value !== 'number') return undefined;
  if (type === 'integer') return Math.round(value);
  return type === 'number' ? value : undefined;
}
