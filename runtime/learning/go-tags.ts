import type { Demand } from './contract.ts';
import { atLeast, atMost, filled, format, limit, oneOf, pattern, required, uniqueItems } from './demands.ts';

/** Tags of go-playground/validator that need no parameter. */
const plain: Readonly<Record<string, readonly Demand[]>> = {
  // Zero values count as missing: the empty text, but also 0 and false, which no keyword says.
  required: filled,
  email: [format('email')],
  url: [format('uri')],
  uri: [format('uri', 'uri-reference')],
  uuid: [format('uuid')],
  uuid4: [format('uuid')],
  ip: [format('ipv4', 'ipv6')],
  ipv4: [format('ipv4')],
  ipv6: [format('ipv6')],
  alpha: [pattern('^[a-zA-Z]+$')],
  alphanum: [pattern('^[a-zA-Z0-9]+$')],
  number: [pattern('^[0-9]+$')],
  numeric: [pattern('^[-+]?[0-9]+(?:\\.[0-9]+)?$')],
  lowercase: [pattern('^[^A-Z]*$')],
  uppercase: [pattern('^[^a-z]*$')],
  unique: [uniqueItems],
};

/** What a tag demands; without its parameter most tags say too little. */
export function goTag(tag: string, parameter: string): readonly Demand[] {
  const alone = Object.hasOwn(plain, tag) ? plain[tag] : undefined;
  if (alone !== undefined) return alone;
  if (tag === 'oneof') return membersOf(parameter);
  const number = parameter === '' ? Number.NaN : Number(parameter);
  if (!Number.isFinite(number)) return [];
  switch (tag) {
    case 'min':
    case 'gte':
      return [...atLeast(number), ...(number > 0 ? [required] : [])];
    case 'max':
    case 'lte':
      return atMost(number);
    case 'gt':
      return [limit('exclusiveMinimum', number), limit('minLength', number + 1), limit('minItems', number + 1)];
    case 'lt':
      return [limit('exclusiveMaximum', number), limit('maxLength', number - 1), limit('maxItems', number - 1)];
    case 'len':
      return [
        limit('minLength', number),
        limit('maxLength', number),
        limit('minItems', number),
        limit('maxItems', number),
      ];
    default:
      return [];
  }
}

/** `small large 'extra large'`; the field may be a number, so members that look like one are left alone. */
function membersOf(parameter: string): readonly Demand[] {
  const members = (parameter.match(/'[^']*'|\S+/gu) ?? []).map((text) => text.replaceAll("'", ''));
  return members.length > 0 && !members.some((text) => /^-?\d/u.test(text)) ? [oneOf(members)] : [];
}

/** What a Go type demands of JSON. */
export function goType(name: string): Demand | undefined {
  const base = name.replace(/^\*/u, '');
  if (/^u?int(?:8|16|32|64)?$/u.test(base)) return { keyword: 'type', types: ['integer'] };
  if (/^float(?:32|64)$/u.test(base)) return { keyword: 'type', types: ['number'] };
  if (base === 'string') return { keyword: 'type', types: ['string'] };
  if (base === 'bool') return { keyword: 'type', types: ['boolean'] };
  if (base.startsWith('[]')) return { keyword: 'type', types: ['array'] };
  if (base.startsWith('map[') || /^\w+\.[A-Z]\w*$/u.test(base)) return { keyword: 'type', types: ['object'] };
  return undefined;
}
