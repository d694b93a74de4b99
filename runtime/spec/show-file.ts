import path from 'node:path';

/** A file as messages show it: relative to the working directory where it lies inside, otherwise as it is. */
export function showFile(file: string, cwd: string): string {
  if (!path.isAbsolute(file)) return file;
  const relative = path.relative(cwd, file);
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? file : relative;
}

/** A size in the unit a person would choose: `50 MiB`, `3.2 KiB`. */
export function showBytes(bytes: number): string {
  const [unit, size] =
    bytes >= 1 << 20 ? ['MiB', bytes / (1 << 20)] : bytes >= 1024 ? ['KiB', bytes / 1024] : ['bytes', bytes];
  return `${Number(size.toFixed(1))} ${unit}`;
}
