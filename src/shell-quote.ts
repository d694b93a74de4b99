/** A word as a POSIX shell reads it back; plain words stay as they are. */
export function shellQuote(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}

/** A text in which `$NAME` of the given variable is expanded, in double quotes. */
export function shellQuoteWithVariable(before: string, variable: string): string {
  return `"${before.replace(/[\\"$`]/g, String.raw`\$&`)}$${variable}"`;
}
