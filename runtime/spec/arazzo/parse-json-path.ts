import type {
  ComparisonOperator,
  JsonPathCall,
  JsonPathFilter,
  JsonPathFunction,
  JsonPathOperand,
  JsonPathQuery,
  JsonPathSegment,
  JsonPathSelector,
} from '../../model/json-path.ts';

/** Reads a query of RFC 9535 (JSONPath). A text that is none gives the reason. */
export function parseJsonPath(text: string): JsonPathQuery | { readonly fault: string } {
  try {
    const reader = createReader(text);
    const query = readQuery(reader);
    if (!reader.isAtEnd()) reader.fail('the query should end');
    return query;
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

interface Reader {
  /** Takes what the pattern matches here; the pattern is sticky. */
  take(pattern: RegExp): string | undefined;
  expect(pattern: RegExp, what: string): string;
  isNext(pattern: RegExp): boolean;
  isAtEnd(): boolean;
  /** The position, and back to it. */
  mark(): () => void;
  fail(what: string): never;
  /** Runs one level deeper. */
  nested<T>(read: () => T): T;
}

const maxDepth = 100;

function createReader(text: string): Reader {
  let position = 0;
  let depth = 0;
  const match = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = position;
    return pattern.exec(text)?.[0];
  };
  const reader: Reader = {
    take(pattern) {
      const found = match(pattern);
      if (found !== undefined) position += found.length;
      return found;
    },
    expect: (pattern, what) => reader.take(pattern) ?? reader.fail(`${what} should stand`),
    isNext: (pattern) => match(pattern) !== undefined,
    isAtEnd: () => position === text.length,
    mark() {
      const marked = position;
      return () => void (position = marked);
    },
    fail(what) {
      const rest = text.slice(position, position + 20);
      throw new Unreadable(rest === '' ? `${what} at its end` : `${what} at "${rest}" (character ${position + 1})`);
    },
    nested(read) {
      if ((depth += 1) > maxDepth) throw new Unreadable('it is nested too deep');
      try {
        return read();
      } finally {
        depth -= 1;
      }
    },
  };
  return reader;
}

const space = /[ \t\n\r]*/y;

function readQuery(reader: Reader): JsonPathQuery {
  const from = reader.expect(/[$@]/y, '"$"');
  const segments: JsonPathSegment[] = [];
  for (;;) {
    const back = reader.mark();
    reader.take(space);
    const segment = readSegment(reader);
    if (segment === undefined) {
      back();
      return { from: from === '@' ? '@' : '$', segments };
    }
    segments.push(segment);
  }
}

const shorthand = /[A-Za-z_\u0080-\uD7FF\uE000-\u{10FFFF}][A-Za-z_0-9\u0080-\uD7FF\uE000-\u{10FFFF}]*/uy;

function readSegment(reader: Reader): JsonPathSegment | undefined {
  const isDescendant = reader.take(/\.\./y) !== undefined;
  if (reader.isNext(/\[/y)) return { isDescendant, selectors: readBrackets(reader) };
  if (!isDescendant && reader.take(/\./y) === undefined) return undefined;
  if (reader.take(/\*/y) !== undefined) return { isDescendant, selectors: [{ kind: 'wildcard' }] };
  return { isDescendant, selectors: [{ kind: 'name', name: reader.expect(shorthand, 'a name') }] };
}

function readBrackets(reader: Reader): readonly JsonPathSelector[] {
  reader.expect(/\[/y, '"["');
  const selectors: JsonPathSelector[] = [];
  do {
    reader.take(space);
    selectors.push(readSelector(reader));
    reader.take(space);
  } while (reader.take(/,/y) !== undefined);
  reader.expect(/\]/y, '"]"');
  return selectors;
}

const integer = /-?(?:0|[1-9]\d*)/y;

function readSelector(reader: Reader): JsonPathSelector {
  if (reader.take(/\*/y) !== undefined) return { kind: 'wildcard' };
  if (reader.isNext(/['"]/y)) return { kind: 'name', name: readString(reader) };
  if (reader.take(/\?/y) !== undefined) {
    reader.take(space);
    return { kind: 'filter', filter: readFilter(reader) };
  }
  const start = readInteger(reader);
  reader.take(start === undefined ? /(?:)/y : /[ \t\n\r]*(?=:)/y);
  if (reader.take(/:/y) === undefined)
    return start === undefined ? reader.fail('a selector should stand') : { kind: 'index', index: start };
  reader.take(space);
  const end = readInteger(reader);
  reader.take(space);
  const hasStep = reader.take(/:/y) !== undefined;
  reader.take(space);
  return { kind: 'slice', start, end, step: (hasStep ? readInteger(reader) : undefined) ?? 1 };
}

/** I-JSON: what every reader of JSON can hold (RFC 9535 §2.1). */
function readInteger(reader: Reader): number | undefined {
  const text = reader.take(integer);
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text === '-0' || !Number.isSafeInteger(value))
    reader.fail('an integer that all readers know should stand before this');
  return value;
}

const escapes: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };

function readString(reader: Reader): string {
  const quote = reader.expect(/['"]/y, 'a quote');
  // eslint-disable-next-line no-control-regex -- they may not stand in a string
  const plain = quote === "'" ? /[^'\\\u0000-\u001F]+/uy : /[^"\\\u0000-\u001F]+/uy;
  let value = '';
  for (;;) {
    value += reader.take(plain) ?? '';
    const closing = reader.take(/['"]/y);
    if (closing !== undefined) return value;
    reader.expect(/\\/y, 'the closing quote');
    value += readEscape(reader, quote);
  }
}

function readEscape(reader: Reader, quote: string): string {
  const simple = reader.take(quote === "'" ? /[bfnrt/\\']/y : /[bfnrt/\\"]/y);
  if (simple !== undefined) return escapes[simple] ?? simple;
  const unit = /u(?:[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(?![dD][89a-fA-F])[\da-fA-F]{4})/y;
  const hex = reader.expect(unit, 'an escape').slice(1);
  return String.fromCharCode(...hex.split(String.raw`\u`).map((digits) => Number.parseInt(digits, 16)));
}

function readFilter(reader: Reader): JsonPathFilter {
  return reader.nested(() =>
    readMany(reader, 'or', /\|\|/y, () => readMany(reader, 'and', /&&/y, () => readTerm(reader))),
  );
}

function readMany(reader: Reader, kind: 'or' | 'and', sign: RegExp, one: () => JsonPathFilter): JsonPathFilter {
  const first = one();
  const operands = [first];
  for (;;) {
    const back = reader.mark();
    reader.take(space);
    if (reader.take(sign) === undefined) {
      back();
      return operands.length === 1 ? first : { kind, operands };
    }
    reader.take(space);
    operands.push(one());
  }
}

function readTerm(reader: Reader): JsonPathFilter {
  const isNegated = reader.take(/!/y) !== undefined;
  if (isNegated) reader.take(space);
  if (reader.take(/\(/y) !== undefined) {
    reader.take(space);
    const inner = readFilter(reader);
    reader.take(space);
    reader.expect(/\)/y, '")"');
    return isNegated ? { kind: 'not', operand: inner } : inner;
  }
  const left = readOperand(reader);
  const back = reader.mark();
  reader.take(space);
  const operator = isNegated ? undefined : reader.take(/==|!=|<=|>=|<|>/y);
  if (operator === undefined) {
    back();
    const test = asTest(left, reader);
    return isNegated ? { kind: 'not', operand: test } : test;
  }
  reader.take(space);
  const right = readOperand(reader);
  assertComparable(left, reader);
  assertComparable(right, reader);
  return { kind: 'comparison', operator: operator as ComparisonOperator, left, right };
}

/** RFC 9535 §2.3.5.1: a query that finds something, or a function that says yes or no. */
function asTest(operand: JsonPathOperand, reader: Reader): JsonPathFilter {
  if (operand.kind === 'query') return { kind: 'exists', query: operand.query };
  if (operand.kind === 'call' && isLogical(operand.call)) return { kind: 'test', call: operand.call };
  return reader.fail('a comparison should stand');
}

function isLogical({ name }: JsonPathCall): boolean {
  return name === 'match' || name === 'search';
}

function assertComparable(operand: JsonPathOperand, reader: Reader): void {
  if (operand.kind === 'query' && !isSingular(operand.query)) reader.fail('only a query for one value can be compared');
  if (operand.kind === 'call' && isLogical(operand.call)) reader.fail('what says yes or no cannot be compared');
}

/** RFC 9535 §2.3.5.1: names and indexes alone. */
function isSingular({ segments }: JsonPathQuery): boolean {
  return segments.every(
    ({ isDescendant, selectors }) =>
      !isDescendant && selectors.length === 1 && (selectors[0]?.kind === 'name' || selectors[0]?.kind === 'index'),
  );
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

function readOperand(reader: Reader): JsonPathOperand {
  if (reader.isNext(/[$@]/y)) return { kind: 'query', query: reader.nested(() => readQuery(reader)) };
  if (reader.isNext(/['"]/y)) return { kind: 'literal', value: readString(reader) };
  const digits = reader.take(number);
  if (digits !== undefined) return { kind: 'literal', value: Number(digits) };
  const word = reader.take(/(?:true|false|null)(?![a-z_0-9(])/y);
  if (word !== undefined) return { kind: 'literal', value: word === 'null' ? null : word === 'true' };
  return { kind: 'call', call: reader.nested(() => readCall(reader)) };
}

/** RFC 9535 §2.4: what each function takes. */
const functions: Readonly<Record<JsonPathFunction, readonly ('value' | 'nodes')[]>> = {
  length: ['value'],
  count: ['nodes'],
  value: ['nodes'],
  match: ['value', 'value'],
  search: ['value', 'value'],
};

function readCall(reader: Reader): JsonPathCall {
  const back = reader.mark();
  const name = reader.expect(/[a-z][a-z_0-9]*(?=\()/y, 'a value');
  if (!Object.hasOwn(functions, name)) {
    back();
    return reader.fail(`a function that is known (${Object.keys(functions).join(', ')}) should stand`);
  }
  const known = name as JsonPathFunction;
  reader.expect(/\(/y, '"("');
  const operands: JsonPathOperand[] = [];
  for (const [index, type] of functions[known].entries()) {
    if (index > 0) reader.expect(/[ \t\n\r]*,/y, 'another argument');
    reader.take(space);
    const operand = readOperand(reader);
    if (type === 'value') assertComparable(operand, reader);
    else if (operand.kind !== 'query') reader.fail(`${name} takes a query, which`);
    operands.push(operand);
  }
  reader.take(space);
  reader.expect(/\)/y, '")"');
  return { name: known, operands };
}
