import { createOperationContext, type OperationContext } from '../../../runtime/cases/operation-context.ts';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import { createRouteIndex } from '../../../runtime/requests/route-index.ts';
import type { Serialiser } from '../../../runtime/requests/serialiser.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { operation, withPaths } from '../spec/support.ts';

/** The prepared operation of this label in a document of these paths. */
export async function contextOf(
  paths: object,
  label: string,
  {
    headers = [],
    serialisers = [],
    ...rest
  }: {
    readonly headers?: HeaderList;
    readonly serialisers?: readonly Serialiser[];
    readonly [member: string]: unknown;
  } = {},
): Promise<OperationContext> {
  const api = await loadApi(withPaths(paths, rest));
  return createOperationContext(operation(api, label), {
    schemas: createSchemas(),
    routes: createRouteIndex(
      api.operations.map(({ path }) => path),
      '/',
    ),
    basePath: '/',
    headers,
    serialisers,
    describe: ({ pointer }) => pointer,
  });
}
