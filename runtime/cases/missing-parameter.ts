import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { Parameter } from '../model/operation.ts';
import type { Violation } from '../model/violation.ts';

/** The violation of leaving out a required parameter. */
export function missingParameter(parameter: Parameter): Violation {
  return {
    keyword: 'required',
    valuePointer: '' as JsonPointer,
    schemaPointer: pointerTo(parameter.location.pointer, 'required'),
    schemaFile: parameter.location.file,
    demand: 'must be sent',
    location: parameter.in,
    parameter: parameter.name,
  };
}
