import type { ContextOptions } from '../cases/operation-context.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Location } from '../model/location.ts';
import type { Api } from '../model/operation.ts';
import { createDocumentedMethods, type DocumentedMethods } from '../requests/documented-methods.ts';
import { createRouteIndex } from '../requests/route-index.ts';
import type { Serialiser } from '../requests/serialiser.ts';
import { createSchemas } from '../schema/create-schemas.ts';

/** What the operations of one document are prepared with: their schemas and routes, made anew. */
export function createContextOptions(
  api: Api,
  {
    baseUrl,
    headers,
    serialisers,
    strictTypes = false,
  }: {
    readonly baseUrl: string;
    readonly headers: HeaderList;
    readonly serialisers: readonly Serialiser[];
    readonly strictTypes?: boolean;
  },
): ContextOptions & { readonly methods: DocumentedMethods } {
  const { pathname: basePath } = new URL(baseUrl);
  const paths = api.operations.map(({ path }) => path);
  const routes = createRouteIndex(paths, basePath);
  return {
    schemas: createSchemas(),
    routes,
    methods: createDocumentedMethods(api.operations, routes),
    basePath,
    headers,
    serialisers,
    strictTypes,
    describe: (location) => describeLocation(api, location),
  };
}

/** A place of the document as a person finds it. */
export function describeLocation(api: Api, location: Location): string {
  const position = api.position(location);
  if (position === undefined) return `${location.file}#${location.pointer}`;
  return `${position.file}:${position.line}:${position.column} (${position.pointer})`;
}
