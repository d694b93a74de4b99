import type { CaseValues } from '../../model/case.ts';
import type { Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { isJsonMediaType } from '../media-type.ts';
import type { Serialiser } from '../serialiser.ts';
import { bodyReader } from './body-readable.ts';
import { parameterReader } from './parameter-readable.ts';

type HasReading = (values: CaseValues, violations: readonly Violation[]) => boolean;

/** What servers commonly ignore proves nothing when they accept it. */
const unprovable: ReadonlySet<string> = new Set([
  'additionalProperties',
  'unevaluatedProperties',
  'propertyNames',
  'readOnly',
]);

/**
 * Compiles the question whether some tolerated reading of a request is valid. The request is invalid as soon as one violated parameter, or the body,
 * is invalid in every reading.
 */
export function hasValidReading(
  operation: Operation,
  schemas: Schemas,
  serialisers: readonly Serialiser[],
  strictTypes: boolean,
): HasReading {
  const parameterReadable = parameterReader(operation, schemas);
  const bodyReadable = bodyReader(operation, schemas, serialisers, strictTypes);
  /** A body that is what it says is broken by what is too much in it, too; what it has of `readOnly` a server may still pass over. */
  const isUnprovable = ({ keyword, location }: Violation, { body }: CaseValues): boolean =>
    unprovable.has(keyword) && (!strictTypes || keyword === 'readOnly' || location !== 'body' || !isJson(body));
  const readable = (values: CaseValues, group: readonly Violation[]): boolean => {
    const [first] = group;
    if (first?.location === undefined) return true;
    if (group.every((violation) => isUnprovable(violation, values))) return true;
    return first.location === 'body' ? bodyReadable(values.body, group) : parameterReadable(values, first, group);
  };
  return (values, violations) => {
    // Nearly every case has one violation.
    if (violations.length < 2) return violations.length === 0 || readable(values, violations);
    return [...grouped(violations).values()].every((group) => readable(values, group));
  };
}

function isJson(body: CaseValues['body']): boolean {
  return body?.kind === 'value' && isJsonMediaType(body.mediaType);
}

function grouped(violations: readonly Violation[]): ReadonlyMap<string, readonly Violation[]> {
  const groups = new Map<string, Violation[]>();
  for (const violation of violations) {
    const key = violation.location === 'body' ? 'body' : `${violation.location}\0${violation.parameter}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [violation]);
    else group.push(violation);
  }
  return groups;
}
