/** Members of POSIX classes, as written inside a character class; Java's `\p{Alpha}` and so on mean the same. */
export const POSIX_CLASSES: Readonly<Record<string, string>> = {
  alpha: 'A-Za-z',
  digit: '0-9',
  alnum: 'A-Za-z0-9',
  upper: 'A-Z',
  lower: 'a-z',
  punct: '!-\\/:-@\\[-`\\{-~',
  graph: '!-~',
  print: ' -~',
  blank: ' \\t',
  space: ' \\t-\\r',
  cntrl: '\\x00-\\x1f\\x7f',
  xdigit: '0-9A-Fa-f',
  word: '\\w',
  ascii: '\\x00-\\x7f',
};

/** Escapes of one character that ECMAScript does not know. */
export const FOREIGN_ESCAPES: Readonly<Record<string, string>> = { a: '\\x07', e: '\\x1b' };

/** Anchors of other dialects, in ECMAScript without the `m` flag. */
export const FOREIGN_ANCHORS: Readonly<Record<string, string>> = { A: '^', z: '$', Z: '(?=\\n?$)' };

/** What has no counterpart in ECMAScript, or not the same one in every dialect, by how it begins. */
export const UNSUPPORTED: readonly (readonly [start: RegExp, name: string])[] = [
  [/^\(\?R\)|^\(\?[+-]?\d+\)|^\(\?&|^\(\?P>|^\\g</, 'recursion'],
  [/^\(\?\(/, 'a conditional group'],
  [/^\(\?\|/, 'a branch reset group'],
  [/^\(\*[A-Z]/, 'a backtracking verb'],
  [/^\(\?<[A-Za-z_]\w*-\w*>/, 'a balancing group'],
  [/^\\[hH]/, '\\h, which is a blank in some dialects and a hexadecimal digit in others'],
  [/^\\[GKXCRNov]/, 'an escape without a counterpart'],
  [/^\\0\d/, 'an octal escape'],
  [/^\{,\d/, 'a quantifier without its lower bound'],
];
