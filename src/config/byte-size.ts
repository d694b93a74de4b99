const units: Readonly<Record<string, number>> = { '': 1, B: 1, K: 2 ** 10, M: 2 ** 20, G: 2 ** 30 };

/** Bytes of `1048576`, `'1048576'`, `'512KB'`, `'10MB'`, `'10 MiB'`, `'1g'` (powers of 1024); nothing if it is no size above 0. */
export function byteSize(size: number | string): number | undefined {
  const match = /^(\d+(?:\.\d+)?) ?([KMG]?)(?:I?B)?$/i.exec(String(size).trim());
  if (match === null) return undefined;
  const bytes = Math.round(Number(match[1]) * (units[(match[2] ?? '').toUpperCase()] ?? Number.NaN));
  return Number.isSafeInteger(bytes) && bytes > 0 ? bytes : undefined;
}

/** A size in the largest unit that divides it: `10MB`. */
export function formatByteSize(bytes: number): string {
  for (const unit of ['G', 'M', 'K'] as const) {
    const size = units[unit] ?? 1;
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}B`;
  }
  return `${bytes}B`;
}
