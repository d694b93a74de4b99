import type { Violation } from '../../model/violation.ts';

/** Where in a request a violation stands, such as `query limit` or `body /name`; all items of a list are one place. */
export function violationPlace({ keyword, location, parameter, valuePointer }: Violation): string {
  if (keyword === 'method') return 'method';
  const pointer = valuePointer.replaceAll(/\/\d+(?=\/|$)/g, '/*');
  const parts = [location ?? 'value', parameter, pointer];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}
