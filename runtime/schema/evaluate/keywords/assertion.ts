import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { errorAt } from '../report.ts';

type Params = Readonly<Record<string, unknown>>;

/** The check of a keyword that holds no schemas. */
export function assertion<V>(
  schema: LoweredSchema,
  keyword: string,
  holds: (value: V) => boolean,
  message: () => string,
  params: Params = {},
): Check<V> {
  return {
    test: holds,
    report(value, to) {
      if (!holds(value)) errorAt(to, schema, keyword, message(), params);
    },
  };
}
