/** Words that common servers take for a boolean, in lower case (Pydantic, Go's strconv, YAML-minded parsers, PHP, HTML forms). */
export const booleanWords: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['t', true],
  ['yes', true],
  ['y', true],
  ['on', true],
  ['1', true],
  ['false', false],
  ['f', false],
  ['no', false],
  ['n', false],
  ['off', false],
  ['0', false],
]);

/** Words that some servers take for no value, in lower case. */
export const nullWords: ReadonlySet<string> = new Set(['', 'null', 'nil', 'none', 'undefined', '~']);
