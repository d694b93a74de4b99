const maxLength = 200;

/** A value as JSON, cut to what a line can hold. */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > maxLength ? `${text.slice(0, maxLength - 1)}…` : text;
}
