import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type { WireRequest } from '../../model/exchange.ts';
import { jsonEqual } from '../json-equal.ts';

// Loaded when the first YAML body is judged: most runs have none.
const require = createRequire(import.meta.url);

/** A number with an exponent and no decimal point is text to YAML 1.1 (PyYAML and its kin). */
const textInYaml11 = /(?:^|[[:,])-?\d+e/;

/** Whether readers of YAML 1.2 and of 1.1 give back the value. */
export function sameYaml(value: unknown, bytes: WireRequest['body']): boolean {
  if (typeof bytes !== 'string' || textInYaml11.test(bytes)) return false;
  const { parse } = require('yaml') as typeof Yaml;
  try {
    return (['1.2', '1.1'] as const).every((version) =>
      jsonEqual(parse(bytes, { version, logLevel: 'silent' }), value),
    );
  } catch {
    return false;
  }
}
