/**
 * A text as a literal in single quotes, of characters that every reader sees as they are: control characters, line separators, lone surrogates, byte order
 * marks and what turns the direction of writing are escaped.
 */
export function quoted(text: string): string {
  let result = '';
  for (const character of text) {
    const named = namedEscapes[character];
    if (named !== undefined) result += named;
    else result += hidden.test(character) ? escaped(character) : character;
  }
  return `'${result}'`;
}

const namedEscapes: Readonly<Record<string, string>> = {
  "'": String.raw`\'`,
  '\\': '\\\\',
  '\n': String.raw`\n`,
  '\r': String.raw`\r`,
  '\t': String.raw`\t`,
};

/** What is not seen, or is seen elsewhere than it stands; separators other than the space. */
const hidden = /(?! )[\p{C}\p{Z}]/u;

function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => {
    return `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`;
  }).join('');
}
