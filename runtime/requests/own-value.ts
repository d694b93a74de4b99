/** A member of the object itself: parameters may be called `constructor` or `__proto__`. */
export function ownValue(values: Readonly<Record<string, unknown>>, name: string): unknown {
  const value = values[name];
  return value === undefined || Object.hasOwn(values, name) ? value : undefined;
}
