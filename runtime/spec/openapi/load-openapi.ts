import { InternalError } from '../../errors.ts';
import { pointerTo } from '../../model/json.ts';
import type { Api } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import type { FindPosition } from '../positions.ts';
import type { Resolver } from '../resolver.ts';
import { type Describe, isObject, type JsonObject, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { buildOperation } from './build-operation.ts';
import { detectVersion } from './detect-version.ts';
import { indexOperations } from './index-operations.ts';
import { createLinkTargets } from './link-targets.ts';
import { linkedOperations } from './linked-operations.ts';
import { createSchemaRefs, dialectOfUri } from './schema-scope.ts';
import { buildServers } from './servers.ts';

/** A parsed document with what its references and places need. */
export interface OpenApiSource {
  readonly root: unknown;
  readonly file: string;
  /** The file as messages show it. */
  readonly shownFile: string;
  /** The document's URL, where it came from one. */
  readonly base: URL | undefined;
  readonly resolver: Resolver;
  readonly describe: Describe;
  readonly position: FindPosition;
}

/** Indexes an OpenAPI or Swagger document. Throws `UnknownFormatError` for any other. */
export function loadOpenApi(source: OpenApiSource): { readonly api: Api; readonly problems: readonly Problem[] } {
  const { version, family } = detectVersion(source.root, source.shownFile);
  const root: ObjectNode = {
    value: source.root as JsonObject,
    location: { file: source.file, pointer: pointerTo('') },
  };
  const { resolver, describe, position } = source;
  const context: ApiContext = {
    version: family,
    root,
    resolver,
    describe,
    schemaRef: createSchemaRefs(family, root.value, resolver),
  };
  const { operations, problems } = indexOperations(context);
  const targets = createLinkTargets(operations, resolver);
  const api: Api = {
    format: 'openapi',
    version,
    title: titleOf(root.value),
    source: source.shownFile,
    servers: buildServers(family, root, source.base),
    operations: Array.from(operations.values(), ({ entry }) => entry),
    operation(entry) {
      const indexed = operations.get(entry.label);
      if (indexed === undefined) throw new InternalError(`The operation ${entry.label} is none of this document.`);
      return buildOperation(context, indexed, targets);
    },
    linkedOperations: () => linkedOperations(context, operations),
    position,
  };
  return { api, problems: [...problems, ...dialectProblems(root, describe)] };
}

function titleOf(root: JsonObject): string {
  const info = member(root, 'info');
  const title = isObject(info) ? member(info, 'title') : undefined;
  return typeof title === 'string' ? title : '';
}

function dialectProblems(root: ObjectNode, describe: Describe): readonly Problem[] {
  const stated = member(root.value, 'jsonSchemaDialect');
  if (typeof stated !== 'string' || dialectOfUri(stated) !== undefined) return [];
  return [
    {
      code: 'ATG_SPEC_UNKNOWN_FORMAT',
      message: `The jsonSchemaDialect "${stated}" is not known; schemas are read as OpenAPI 3.1 has them.`,
      where: describe({ file: root.location.file, pointer: pointerTo('', 'jsonSchemaDialect') }),
      hint: 'Name a published JSON Schema draft or the OpenAPI 3.1 dialect.',
    },
  ];
}
