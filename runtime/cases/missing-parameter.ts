import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { Parameter } from '../model/operation.ts';
import type { Violation } from '../model/violation.ts';

/** Whether leaving a parameter out is a violation. Without a path parameter it is another path. */
export function canBeMissing(parameter: Parameter): boolean {
  return parameter.required && parameter.in !== 'path' && parameter.in !== 'querystring';
}

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
