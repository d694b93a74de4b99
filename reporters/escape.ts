// oxlint-disable no-control-regex -- control characters are what this module is about

/**
 * Characters that do something else than stand there: C0 and C1 controls, directional formatting (which can make a
 * line read otherwise than it is), zero-width characters, line separators and lone surrogates.
 */
const unsafe =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A foreign text as one harmless line: every character that is not printed becomes an escape such as `\u001b`. */
export function oneLine(text: string): string {
  return text.replace(unsafe, (character) => named[character] ?? escapeOf(character));
}

/** The harmless lines of a foreign text; tabs become two spaces. */
export function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n/).map((line) => oneLine(line.replaceAll('\t', '  ')));
}

/** At most `max` characters (code points), and how many are left out where it is cut. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  return `${characters.slice(0, max).join('')}… (+${characters.length - max} characters)`;
}

/** At most `max` characters (code points): the last of them says whether there are more. */
export function fitted(text: string, max: number): string {
  if (text.length <= max) return text;
  const characters = Array.from(text);
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** Terminal sequences: OSC with its text, CSI with its parameters, and the short ones (ECMA-48 §5.3–5.6). */
const ansi =
  /(?:\u001b\]|\u009d)[^\u0007\u001b\u009c]*(?:\u0007|\u001b\\|\u009c)|(?:\u001b\[|\u009b)[0-?]*[ -/]*[@-~]|\u001b[ -/]*[0-~]/g;

/** What XML 1.0 cannot hold even as a character reference (§2.2, production 2). */
const illegalInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

/** A text for XML: without terminal sequences and without what XML cannot hold. Markup is the writer's concern. */
export function xmlText(text: string): string {
  return text.replace(ansi, '').replace(illegalInXml, '');
}

function escapeOf(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;
}
