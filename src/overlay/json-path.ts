import { pointerTokens } from '../../runtime/model/json.ts';

/** Keywords whose value is a list, so that a number after them is a position. */
const lists: ReadonlySet<string> = new Set([
  'parameters',
  'allOf',
  'anyOf',
  'oneOf',
  'prefixItems',
  'items',
  'required',
]);

/** Objects whose members have names of the author's choice, so that what stands there is no keyword. */
const maps: ReadonlySet<string> = new Set([
  'properties',
  'patternProperties',
  'schemas',
  'definitions',
  '$defs',
  'dependentSchemas',
  'content',
  'headers',
  'examples',
  'components',
]);

/** The JSONPath (RFC 9535) of the place in a description that a JSON pointer leads to. */
export function jsonPath(pointer: string): string {
  const tokens = pointerTokens(pointer);
  return tokens.reduce((path, token, index) => {
    const [before, around] = [tokens[index - 1] ?? '', tokens[index - 2] ?? ''];
    const isPosition = /^(?:0|[1-9]\d*)$/u.test(token) && lists.has(before) && !maps.has(around) && index > 1;
    if (isPosition) return `${path}[${token}]`;
    return /^[A-Za-z_]\w*$/u.test(token) ? `${path}.${token}` : `${path}[${quoted(token)}]`;
  }, '$');
}

/** A name selector in single quotes (RFC 9535 §2.3.1). */
function quoted(name: string): string {
  const inner = JSON.stringify(name)
    .slice(1, -1)
    .replaceAll(String.raw`\"`, '"')
    .replaceAll("'", String.raw`\'`);
  return `'${inner}'`;
}
