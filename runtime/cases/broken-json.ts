/** Text near to a JSON text that is none: its last character is gone, or a comma follows. */
export function breakJson(text: string): string {
  const cut = text.slice(0, -1);
  return cut === '' || isJson(cut) ? `${text},` : cut;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
