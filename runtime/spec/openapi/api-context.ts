import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Resolver } from '../resolver.ts';
import type { Describe, ObjectNode, SpecNode } from '../spec-node.ts';
import type { OpenApiVersion } from './detect-version.ts';

/** What every part of an operation is built with. */
export interface ApiContext {
  readonly version: OpenApiVersion;
  readonly root: ObjectNode;
  readonly resolver: Resolver;
  readonly describe: Describe;
  /** A schema of the document, untouched, with its scope. */
  schemaRef(node: SpecNode): SchemaRef;
}
