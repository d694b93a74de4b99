/**
 * Text near to a JSON text that no parser takes for one, however lenient: an object, list or string without its end, or a
 * scalar where a member's name must stand. (`5,` would not do: some parsers stop reading after the 5.)
 */
export function breakJson(text: string): string {
  const isOpen = text.startsWith('{') || text.startsWith('[') || text.startsWith('"');
  return isOpen ? text.slice(0, -1) : `{${text}`;
}
