import type { Violation } from '../../model/violation.ts';

/** A value in a request. */
interface ValuePlace {
  readonly location: string;
  readonly parameter?: string | undefined;
  readonly pointer: string;
}

/** Where in a request a value stands, such as `query limit` or `body /name`; all items of a list are one place. */
export function placeName({ location, parameter, pointer }: ValuePlace): string {
  return [location, parameter, pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}

/** Where in a request a violation stands. */
export function violationPlace({ keyword, location, parameter, valuePointer }: Violation): string {
  return keyword === 'method'
    ? 'method'
    : placeName({ location: location ?? 'value', parameter, pointer: valuePointer });
}
