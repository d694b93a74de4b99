const maxLength = 300;

/** A text as one line of a comment that it cannot end: no line breaks, no end of a block comment, nothing that is not seen. */
export function commentText(text: string): string {
  const line = text
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll('*/', '* /')
    .replaceAll('/*', '/ *')
    .trim();
  return line.length > maxLength
    ? `${Array.from(line)
        .slice(0, maxLength - 1)
        .join('')}…`
    : line;
}
