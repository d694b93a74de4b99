/** One line of the table: a figure, and what it should be. */
export interface Row {
  readonly what: string;
  readonly figure: string;
  readonly target?: string;
  /** Absent where there is no target. */
  readonly met?: boolean;
}

/** A figure with its target as a row. */
export function row(what: string, value: number, unit: string, target?: { atMost: number } | { atLeast: number }): Row {
  const figure = `${value >= 100 ? Math.round(value) : Number(value.toPrecision(3))}${unit}`;
  if (target === undefined) return { what, figure };
  if ('atMost' in target) return { what, figure, target: `≤ ${target.atMost}${unit}`, met: value <= target.atMost };
  return { what, figure, target: `≥ ${target.atLeast}${unit}`, met: value >= target.atLeast };
}

/** A line that says why there is no figure. */
export function skipped(what: string, reason: string): Row {
  return { what, figure: `skipped: ${reason}` };
}

/** The rows in columns. */
export function formatRows(rows: readonly Row[]): string {
  const width = (pick: (one: Row) => string): number => Math.max(...rows.map((one) => pick(one).length));
  const [what, figure] = [width((one) => one.what), width((one) => (one.target === undefined ? '' : one.figure))];
  return rows
    .map((one) => {
      const verdict = one.target === undefined ? '' : `   ${one.target}   ${one.met === true ? 'met' : 'NOT MET'}`;
      return `${one.what.padEnd(what)}   ${one.figure.padEnd(figure)}${verdict}`.trimEnd();
    })
    .join('\n');
}
