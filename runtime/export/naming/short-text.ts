/** A text of a document as a part of a title: one line, nothing that is not seen, not longer than this. */
export function shortText(text: string, maxLength: number): string {
  const line = text.replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const characters = Array.from(line);
  return characters.length > maxLength ? `${characters.slice(0, maxLength - 1).join('')}…` : line;
}
