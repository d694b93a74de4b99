export { fromSchema } from './from-schema.ts';
export type { SchemaOptions } from './options.ts';
export type { SchemaValue } from './schema-type.ts';
export type { ViolatingValue } from './violating.ts';
export { violating } from './violating.ts';
export type { Dialect } from '../model/schema-ref.ts';
export type { Violation } from '../model/violation.ts';
