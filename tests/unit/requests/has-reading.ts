import type { BodyValue } from '../../../runtime/model/case.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import type { Encoding, Operation, ParameterLocation } from '../../../runtime/model/operation.ts';
import type { Violation } from '../../../runtime/model/violation.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import { body, content, operation, parameter, schemaRef, values } from './build-operation.ts';
import type { ParameterOptions } from './build-operation.ts';

export const schemas = createSchemas();

export function violation(
  location: ParameterLocation | 'body',
  keyword: string,
  pointer = '',
  name?: string,
): Violation {
  const place = { keyword, valuePointer: pointer as JsonPointer, schemaPointer: '' as JsonPointer, location };
  return name === undefined ? place : { ...place, parameter: name };
}

export type Place = Exclude<ParameterLocation, 'querystring'>;

export function withParameter(location: Place, options: ParameterOptions): Operation {
  return operation('GET', location === 'path' ? '/{p}/x' : '/x', { parameters: [parameter(location, 'p', options)] });
}

/** Whether the oracle finds a valid reading of the parameter `p`, which breaks one keyword. */
export function parameterReadable(
  location: Place,
  options: ParameterOptions,
  value: unknown,
  keyword = 'type',
  pointer = '',
): boolean {
  const subject = withParameter(location, { required: true, ...options });
  const meant = values(value === undefined ? {} : { [location]: { p: value } });
  return createWireOracle(subject, schemas).hasValidReading(meant, [violation(location, keyword, pointer, 'p')]);
}

/** The same for a body. */
export function bodyReadable(
  schema: unknown,
  value: unknown,
  keyword: string,
  pointer = '',
  mediaType = 'application/json',
  encodings: Readonly<Record<string, Partial<Encoding>>> = {},
): boolean {
  const subject = operation('POST', '/x', { body: body([content(mediaType, schemaRef(schema), encodings)]) });
  const meant: BodyValue = { kind: 'value', mediaType, value };
  return createWireOracle(subject, schemas).hasValidReading(values({ body: meant }), [
    violation('body', keyword, pointer),
  ]);
}
