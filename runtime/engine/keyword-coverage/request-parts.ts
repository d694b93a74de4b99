import type { TextProfile } from '../../arbitraries/text-profile.ts';
import { needsBody } from '../../cases/negatives/no-body.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { CaseValues } from '../../model/case.ts';
import type { Location } from '../../model/location.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { RequestLocation } from '../../model/violation.ts';
import { lowerSchema } from '../../schema/lower-schema.ts';
import type { FindPlaces, KeywordPlace, KeywordPlaces } from './keyword-places.ts';

/** One part of a request, and where the document says something of its values. Small: a run keeps those of all operations. */
export interface RequestPart {
  readonly in: RequestLocation;
  /** The parameter's. */
  readonly name?: string;
  /** Of a body. */
  readonly mediaType?: string;
  readonly schema: SchemaRef | undefined;
  readonly text: TextProfile;
  readonly places: readonly KeywordPlace[];
  /** Where the document says that the part has to be there. */
  readonly required: Location | undefined;
  /** Whether it can be left out so that nobody takes the request for a valid one. */
  readonly canBeMissing: boolean;
}

/** The parameters and bodies of an operation, in the order of its context. */
export function requestParts(context: OperationContext, find: FindPlaces): readonly RequestPart[] {
  const { operation, parameters, bodies, bodyRequired } = context;
  return [
    ...parameters.map(({ parameter, text }): RequestPart => {
      const canBeMissing = parameter.in !== 'path' && parameter.in !== 'querystring';
      const { name, schema } = parameter;
      return {
        ...partOf(schema, text, find),
        in: parameter.in,
        name,
        required: parameter.required && canBeMissing ? parameter.location : undefined,
        canBeMissing,
      };
    }),
    ...bodies.map(({ content, mediaType, text }, index): RequestPart => {
      // That there has to be a body is said once, however many there may be.
      const isRequired = bodyRequired && index === 0;
      return {
        ...partOf(content.schema, text, find),
        in: 'body',
        mediaType,
        required: isRequired ? operation.body?.location : undefined,
        canBeMissing: isRequired && needsBody(context),
      };
    }),
  ];
}

function partOf(
  schema: SchemaRef | undefined,
  text: TextProfile,
  find: FindPlaces,
): Pick<RequestPart, 'schema' | 'text' | 'places'> {
  try {
    return { schema, text, places: placesOf({ schema, text }, find)?.places ?? [] };
  } catch (error) {
    // What is wrong with the schema is told of where its values are made.
    if (ApiTestGenError.is(error)) return { schema: undefined, text, places: [] };
    throw error;
  }
}

/** Found anew each time: lowered schemas are large, and only as many are kept as the lowering keeps. */
export function placesOf(
  { schema, text }: Pick<RequestPart, 'schema' | 'text'>,
  find: FindPlaces,
): KeywordPlaces | undefined {
  return schema === undefined ? undefined : find(lowerSchema(schema, 'request'), text);
}

/** The value that a case has for the part; `undefined` where it has none, or sends bytes that are no value. */
export function valueOf({ in: location, name, mediaType }: RequestPart, values: CaseValues): unknown {
  if (location === 'body') {
    const { body } = values;
    return body?.kind === 'value' && body.mediaType === mediaType ? body.value : undefined;
  }
  if (location === 'querystring') return values.querystring?.value;
  return name !== undefined && Object.hasOwn(values[location], name) ? values[location][name] : undefined;
}
