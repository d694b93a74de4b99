/**
 * How large a value is, as numbers of falling weight: nodes, text length, decimals, magnitudes, plainness of characters.
 * Each is at least 0 and has finitely many values below it, so that no row of ever smaller values is endless.
 */
export type Measure = readonly [nodes: number, textLength: number, decimals: number, magnitude: number, oddity: number];

export function measure(value: unknown): Measure {
  const total: [number, number, number, number, number] = [0, 0, 0, 0, 0];
  add(value, total);
  return total;
}

export function isSmaller(a: Measure, b: Measure): boolean {
  for (let index = 0; index < a.length; index++) {
    const left = a[index] ?? 0;
    const right = b[index] ?? 0;
    if (left !== right) return left < right;
  }
  return false;
}

function add(value: unknown, total: [number, number, number, number, number]): void {
  total[0]++;
  if (typeof value === 'string') {
    total[1] += value.length;
    for (const char of value) total[4] += oddity(char.codePointAt(0) ?? 0);
  } else if (typeof value === 'number') {
    addNumber(value, total);
  } else if (typeof value === 'boolean') {
    total[4] += value ? 1 : 0;
  } else if (Array.isArray(value)) {
    for (const item of value) add(item, total);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) {
      total[1] += name.length;
      add(item, total);
    }
  }
}

function addNumber(value: number, total: [number, number, number, number, number]): void {
  const text = String(value);
  const point = text.indexOf('.');
  if (point !== -1) total[2] += text.length - point - 1;
  total[3] += Math.abs(value);
  if (value < 0 || Object.is(value, -0)) total[4] += 1;
}

/** `a` and `0` are the plainest, then the rest of ASCII's letters and digits, then everything else by its number. */
function oddity(codePoint: number): number {
  if (codePoint >= 0x61 && codePoint <= 0x7a) return codePoint - 0x61;
  if (codePoint >= 0x30 && codePoint <= 0x39) return codePoint - 0x30;
  if (codePoint >= 0x41 && codePoint <= 0x5a) return codePoint - 0x41 + 26;
  return codePoint + 100;
}
