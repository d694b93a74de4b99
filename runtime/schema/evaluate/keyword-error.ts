import type { LoweredSchema } from '../lowered-schema.ts';

/** An error of one keyword, as Ajv tells it too. */
export interface KeywordError {
  readonly keyword: string;
  /** Where in the value: a JSON Pointer. */
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly message?: string;
  /** The schema that the keyword stands in. */
  readonly parentSchema?: Partial<LoweredSchema>;
  /** The schema path from the first schema on, through references. (Ajv writes `schemaPath` anew at each of them.) */
  pathFromStart?: string;
  /** Set below a reference that validators read differently. */
  uncertain?: boolean;
}

/** More errors than this of one value are not told apart any better. */
export const MAX_ERRORS = 500;

/** The schema path of an error from the first schema on, through references. */
export function errorPath(error: KeywordError): string {
  return error.pathFromStart ?? error.schemaPath;
}
