import type { JsonPointer } from '../../model/json.ts';
import { setParameter } from '../case-draft.ts';
import type { ParameterSource } from '../operation-context.ts';
import type { Negative } from './negative.ts';

/**
 * A query parameter that holds one value, sent twice: what a server may make of it is not defined, and many hand their code a list that it does not
 * expect. Nothing where it may be a list. Doubtful, since taking the first or the last is sane.
 */
export function duplicateParameter({ parameter, isValid }: ParameterSource, value: unknown): Negative | undefined {
  const { serialization } = parameter;
  if (parameter.in !== 'query' || serialization.kind !== 'style' || !serialization.explode) return undefined;
  if (serialization.style !== 'form' || typeof value === 'object' || isValid([value, value])) return undefined;
  return {
    scenario: 'duplicate_parameter',
    doubtful: true,
    violation: {
      keyword: 'type',
      valuePointer: '' as JsonPointer,
      schemaPointer: parameter.location.pointer,
      schemaFile: parameter.location.file,
      demand: 'must be sent once',
      location: 'query',
      parameter: parameter.name,
    },
    apply(draft) {
      setParameter(draft, parameter, [value, value]);
    },
  };
}
