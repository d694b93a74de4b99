/** Whether to colour: as configured, else by NO_COLOR (no-color.org), FORCE_COLOR, and whether a person looks at it. */
export function useColor(
  wanted: 'auto' | 'always' | 'never',
  isTTY: boolean,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (wanted !== 'auto') return wanted === 'always';
  if ((env['NO_COLOR'] ?? '') !== '') return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return isTTY && env['TERM'] !== 'dumb';
}
