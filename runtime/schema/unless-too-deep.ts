/** What a judgement gives, or the other answer where the value is nested deeper than the call stack. */
export function unlessTooDeep<T>(judge: () => T, otherwise: T): T {
  try {
    return judge();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}
