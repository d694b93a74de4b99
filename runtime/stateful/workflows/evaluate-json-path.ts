import type {
  JsonPathCall,
  JsonPathFilter,
  JsonPathOperand,
  JsonPathQuery,
  JsonPathSegment,
  JsonPathSelector,
} from '../../model/json-path.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { countCodePoints } from '../../schema/count-code-points.ts';

/** The values that a query (RFC 9535) finds in a value, in its order; those of objects in the order they have. */
export function evaluateJsonPath(query: JsonPathQuery, root: unknown): readonly unknown[] {
  return evaluate(query, { root, current: root });
}

interface Nodes {
  readonly root: unknown;
  readonly current: unknown;
}

function evaluate({ from, segments }: JsonPathQuery, { root, current }: Nodes): readonly unknown[] {
  let found: readonly unknown[] = [from === '$' ? root : current];
  for (const segment of segments) found = found.flatMap((node) => inSegment(segment, node, root));
  return found;
}

function inSegment({ isDescendant, selectors }: JsonPathSegment, node: unknown, root: unknown): readonly unknown[] {
  const nodes = isDescendant ? withDescendants(node) : [node];
  return nodes.flatMap((one) => selectors.flatMap((selector) => select(selector, one, root)));
}

function withDescendants(node: unknown): readonly unknown[] {
  const all: unknown[] = [];
  const open = [node];
  while (open.length > 0) {
    const one = open.pop();
    all.push(one);
    open.push(...[...childrenOf(one)].reverse());
  }
  return all;
}

function childrenOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node;
  return typeof node === 'object' && node !== null ? Object.values(node) : [];
}

function select(selector: JsonPathSelector, node: unknown, root: unknown): readonly unknown[] {
  switch (selector.kind) {
    case 'name': {
      const isObject = typeof node === 'object' && node !== null && !Array.isArray(node);
      return isObject && Object.hasOwn(node, selector.name)
        ? [(node as Readonly<Record<string, unknown>>)[selector.name]]
        : [];
    }
    case 'wildcard':
      return childrenOf(node);
    case 'index': {
      if (!Array.isArray(node)) return [];
      const index = selector.index < 0 ? node.length + selector.index : selector.index;
      return index >= 0 && index < node.length ? [node[index]] : [];
    }
    case 'slice':
      return Array.isArray(node) ? sliced(node, selector) : [];
    case 'filter':
      return childrenOf(node).filter((current) => holds(selector.filter, { root, current }));
  }
}

/** RFC 9535 §2.3.4.2.2. */
function sliced(
  list: readonly unknown[],
  { start, end, step }: Extract<JsonPathSelector, { kind: 'slice' }>,
): readonly unknown[] {
  const { length } = list;
  const bounded = (index: number, least: number, most: number): number =>
    Math.min(Math.max(index < 0 ? length + index : index, least), most);
  const found: unknown[] = [];
  if (step > 0) {
    const last = bounded(end ?? length, 0, length);
    for (let index = bounded(start ?? 0, 0, length); index < last; index += step) found.push(list[index]);
  } else if (step < 0) {
    const last = end === undefined ? -1 : bounded(end, -1, length - 1);
    for (let index = bounded(start ?? length - 1, -1, length - 1); index > last; index += step) found.push(list[index]);
  }
  return found;
}

function holds(filter: JsonPathFilter, nodes: Nodes): boolean {
  switch (filter.kind) {
    case 'or':
      return filter.operands.some((one) => holds(one, nodes));
    case 'and':
      return filter.operands.every((one) => holds(one, nodes));
    case 'not':
      return !holds(filter.operand, nodes);
    case 'exists':
      return evaluate(filter.query, nodes).length > 0;
    case 'test':
      return call(filter.call, nodes) === true;
    case 'comparison':
      return compare(valueOf(filter.left, nodes), filter.operator, valueOf(filter.right, nodes));
  }
}

/** `undefined` is the RFC's Nothing. */
function valueOf(operand: JsonPathOperand, nodes: Nodes): unknown {
  if (operand.kind === 'literal') return operand.value;
  return operand.kind === 'call' ? call(operand.call, nodes) : evaluate(operand.query, nodes)[0];
}

/** RFC 9535 §2.3.5.2.2: numbers and texts have an order, nothing else. */
function compare(left: unknown, operator: string, right: unknown): boolean {
  switch (operator) {
    case '==':
      return isEqual(left, right);
    case '!=':
      return !isEqual(left, right);
    case '<':
      return isLess(left, right);
    case '<=':
      return isLess(left, right) || isEqual(left, right);
    case '>':
      return isLess(right, left);
    default:
      return isLess(right, left) || isEqual(left, right);
  }
}

function isEqual(left: unknown, right: unknown): boolean {
  return isNumber(left) && isNumber(right) ? Number(left) === Number(right) : jsonEqual(left, right);
}

function isLess(left: unknown, right: unknown): boolean {
  if (isNumber(left) && isNumber(right)) return left < right;
  return typeof left === 'string' && typeof right === 'string' && left < right;
}

/** Integers beyond 2^53 are read as `bigint`. */
function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint';
}

function call({ name, operands: [first, second] }: JsonPathCall, nodes: Nodes): unknown {
  if (first === undefined) return undefined;
  if (name === 'count' || name === 'value') {
    const found = first.kind === 'query' ? evaluate(first.query, nodes) : [];
    if (name === 'count') return found.length;
    return found.length === 1 ? found[0] : undefined;
  }
  const value = valueOf(first, nodes);
  if (name === 'length') return lengthOf(value);
  const pattern = second && valueOf(second, nodes);
  if (typeof value !== 'string' || typeof pattern !== 'string') return false;
  return iRegExp(pattern, name === 'match')?.test(value) ?? false;
}

function lengthOf(value: unknown): number | undefined {
  if (typeof value === 'string') return countCodePoints(value);
  return typeof value === 'object' && value !== null ? childrenOf(value).length : undefined;
}

/** RFC 9485 §5.3: a dot is any character but line feed and carriage return. `undefined` for what is no pattern. */
function iRegExp(pattern: string, isWhole: boolean): RegExp | undefined {
  const source = pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\./gsu, (part) =>
    part === '.' ? String.raw`[^\n\r]` : part,
  );
  try {
    return new RegExp(isWhole ? `^(?:${source})$` : source, 'u');
  } catch {
    return undefined;
  }
}
