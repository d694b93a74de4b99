import { pointerTo, type JsonPointer } from '../../model/json.ts';
import type { Parameter } from '../../model/operation.ts';
import { setParameter } from '../case-draft.ts';
import type { Negative } from './negative.ts';

/** Leaving a required parameter out. Nothing where that is no violation; without a path parameter it is another path. */
export function missingParameter(parameter: Parameter): Negative | undefined {
  if (!parameter.required || parameter.in === 'path' || parameter.in === 'querystring') return undefined;
  return {
    scenario: 'missing_parameter',
    doubtful: false,
    violation: {
      keyword: 'required',
      valuePointer: '' as JsonPointer,
      schemaPointer: pointerTo(parameter.location.pointer, 'required'),
      schemaFile: parameter.location.file,
      demand: 'must be sent',
      location: parameter.in,
      parameter: parameter.name,
    },
    apply(draft) {
      setParameter(draft, parameter, undefined);
    },
  };
}
