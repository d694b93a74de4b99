import { pointerTo } from '../../model/json.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { Reporting } from './contract.ts';

/** Adds an error of one keyword at the place that is being told of. */
export function errorAt(
  { errors, instancePath, schemaPath, uncertain }: Reporting,
  schema: LoweredSchema,
  keyword: string,
  message: string,
  params: Readonly<Record<string, unknown>>,
): void {
  errors.push({
    keyword,
    instancePath,
    schemaPath: `${schemaPath}/${keyword}`,
    params,
    message,
    parentSchema: schema,
    uncertain,
  });
}

/** The place of a subschema for the same value. */
export function inPlace(to: Reporting, ...schemaTokens: readonly (string | number)[]): Reporting {
  return { ...to, schemaPath: pointerTo(to.schemaPath, ...schemaTokens), seen: undefined };
}

/** The place of a member or an item, and of the subschema for it. */
export function inChild(
  to: Reporting,
  token: string | number,
  ...schemaTokens: readonly (string | number)[]
): Reporting {
  return {
    ...to,
    instancePath: pointerTo(to.instancePath, token),
    schemaPath: pointerTo(to.schemaPath, ...schemaTokens),
    open: undefined,
    seen: undefined,
  };
}
