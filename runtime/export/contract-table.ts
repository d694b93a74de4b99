import type { JsonValue } from '../model/json.ts';
import { pointerTo } from '../model/json.ts';
import type { Operation, ResponseDefinition, SecurityScheme } from '../model/operation.ts';
import { acceptHeader } from '../requests/accept-header.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { Definitions } from './schemas/definitions.ts';
import type { PortableSchema } from './schemas/portable-schema.ts';

/** What a suite knows of an operation beside its tests. */
export interface OperationContract {
  readonly row: JsonValue;
  /** The schemas that stand in the file of its group, by name. */
  readonly schemas: Readonly<Record<string, PortableSchema>>;
  readonly schemes: readonly SecurityScheme[];
}

/** The answers that a document allows an operation, as data of a suite: media types with where their schemas stand, required headers. */
export function operationContract(
  operation: Operation,
  definitions: Definitions,
  schemaFile: string,
): OperationContract {
  const schemas: Record<string, PortableSchema> = {};
  const responses = operation.responses.map((response): [string, JsonValue] => {
    const content = contentOf(response, operation, { definitions, schemaFile, schemas });
    const headers = response.headers.filter(({ required }) => required).map(({ name }) => name);
    return [response.status, { content, ...(headers.length === 0 ? {} : { headers }) }];
  });
  const security = operation.security.map((requirement) => requirement.map(({ name }) => name));
  return {
    row: {
      method: operation.method.toUpperCase(),
      accept: acceptHeader(operation),
      responses: Object.fromEntries(responses),
      ...(security.length === 0 ? {} : { security }),
    },
    schemas,
    schemes: operation.security.flat(),
  };
}

interface SchemaPlace {
  readonly definitions: Definitions;
  readonly schemaFile: string;
  readonly schemas: Record<string, PortableSchema>;
}

function contentOf(response: ResponseDefinition, { label }: Operation, place: SchemaPlace): JsonValue {
  return Object.fromEntries(
    response.contents.map(({ mediaType, schema, itemSchema }): [string, JsonValue] => {
      // Other types than JSON have no decoder here, and streams are judged item by item.
      if (schema === undefined || itemSchema !== undefined || !isJsonMediaType(mediaType)) return [mediaType, {}];
      const portable = place.definitions.portable(schema);
      if (portable === undefined || portable === true) return [mediaType, {}];
      const shared = sharedReference(portable);
      if (shared !== undefined) return [mediaType, { schema: shared }];
      const name = `${label} ${response.status} ${mediaType}`;
      place.schemas[name] = portable;
      return [mediaType, { schema: `${place.schemaFile}#${encodeURI(pointerTo('/$defs', name))}` }];
    }),
  );
}

/** A schema that is a reference and nothing else needs no place of its own. */
function sharedReference(schema: PortableSchema): string | undefined {
  if (typeof schema !== 'object' || Object.keys(schema).length !== 1) return undefined;
  const reference = schema['$ref'];
  return typeof reference === 'string' ? reference : undefined;
}
