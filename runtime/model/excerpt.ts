/** A value as JSON, cut to what a line can hold: at most so many characters, the last one an ellipsis where some are left out. */
export function excerpt(value: unknown, maxLength = 200): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
