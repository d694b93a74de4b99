/** The JSON value that a text is or begins with: readers of streams (Go's decoder, Jackson) stop after it. Empty where there is none. */
export function leadingJson(text: string): readonly unknown[] {
  const start = text.search(/[^\s\ufeff]/);
  if (start === -1) return [];
  for (const candidate of [text.slice(start), text.slice(start, endOf(text, start))]) {
    try {
      return [JSON.parse(candidate)];
    } catch {
      // The next one is shorter.
    }
  }
  return [];
}

/** Where the value that begins at `start` ends. */
function endOf(text: string, start: number): number {
  const scalar = /[^\s,:{}[\]"]+/y;
  scalar.lastIndex = start;
  if (scalar.test(text)) return scalar.lastIndex;
  const token = /"(?:[^"\\]|\\.)*"|[{}[\]]/gs;
  token.lastIndex = start;
  let depth = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found] = match;
    if (found === '{' || found === '[') depth += 1;
    if (found === '}' || found === ']') depth -= 1;
    if (depth <= 0) return token.lastIndex;
  }
  return text.length;
}
