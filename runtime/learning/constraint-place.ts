import type { Location } from '../model/location.ts';
import type { Operation, Parameter } from '../model/operation.ts';
import type { PlacedDemand } from './contract.ts';
import { schemaPlace, type PlacedSchema, type SchemaPlace } from './schema-place.ts';

/** What a document says of the place that a constraint is about. */
export interface ConstraintPlace {
  /** The parameter that the place is, or is in. */
  readonly parameter: Parameter | undefined;
  /** The schemas of the value; none where the document does not declare it. */
  readonly schemas: readonly PlacedSchema[];
  /** The schemas of the object around the value; none for a whole parameter or body. */
  readonly holders: readonly PlacedSchema[];
  /** The part of the document that says otherwise: what the demand would be added to. */
  readonly location: Location;
}

/** Looks a constraint's place up. `mediaType` is that of the body it was met in. */
export function constraintPlace(operation: Operation, constraint: PlacedDemand, mediaType: string): ConstraintPlace {
  const parameter = parameterOf(operation, constraint);
  const content = operation.body?.contents.find((one) => one.mediaType === mediaType) ?? operation.body?.contents[0];
  const root = constraint.location === 'body' ? content?.schema : parameter?.schema;
  const { schemas, holders }: SchemaPlace =
    root === undefined ? { schemas: [], holders: [], names: [] } : schemaPlace(root, constraint.path);
  const { keyword } = constraint.demand;
  const isOfHolder = keyword === 'required' || keyword === 'unknown';
  const own = isOfHolder && constraint.path.length > 0 ? holders[0] : schemas[0];
  const whole = constraint.location === 'body' ? (content ?? operation.body) : parameter;
  const location =
    (isOfHolder && constraint.path.length === 0 ? undefined : own?.ref.location) ??
    whole?.location ??
    operation.location;
  return { parameter, schemas, holders, location };
}

function parameterOf({ parameters }: Operation, { location, parameter: name }: PlacedDemand): Parameter | undefined {
  if (name === undefined) return undefined;
  return parameters.find((one) => {
    if (one.in !== location) return false;
    return location === 'header' ? one.name.toLowerCase() === name.toLowerCase() : one.name === name;
  });
}
