import type { Confidence } from '../model/failure.ts';
import type { JsonPointer, JsonValue } from '../model/json.ts';
import type { ParameterLocation } from '../model/operation.ts';
import type { RequestLocation } from '../model/violation.ts';

export type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

/** The keywords of JSON Schema whose argument is one number. */
export type LimitKeyword =
  | 'minimum'
  | 'maximum'
  | 'exclusiveMinimum'
  | 'exclusiveMaximum'
  | 'multipleOf'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems';

/** What a server demands of one value. Where JSON Schema has a keyword for it, the demand has that keyword's meaning. */
export type Demand =
  /** The value must be there. */
  | { readonly keyword: 'required' }
  /** The value must not be there: a property or parameter that the server does not know. */
  | { readonly keyword: 'unknown' }
  | { readonly keyword: 'notNull' }
  | { readonly keyword: 'uniqueItems' }
  /** One of these types. */
  | { readonly keyword: 'type'; readonly types: readonly JsonType[] }
  /** One of these formats. */
  | { readonly keyword: 'format'; readonly formats: readonly string[] }
  | { readonly keyword: 'enum'; readonly members: readonly JsonValue[] }
  | { readonly keyword: 'pattern'; readonly pattern: string }
  /** No property but these, which are the declared ones. */
  | { readonly keyword: 'additionalProperties'; readonly declared: readonly string[] }
  | { readonly keyword: LimitKeyword; readonly limit: number };

/** Frameworks whose refusals are understood. */
export type Framework =
  | 'zod'
  | 'ajv'
  | 'express-openapi-validator'
  | 'nest'
  | 'joi'
  | 'yup'
  | 'pydantic'
  | 'drf'
  | 'spring'
  | 'rails'
  | 'laravel'
  | 'aspnet'
  | 'go-validator';

/** What a server was heard to demand of one place of a request. The value that stood there, or its absence, breaks the demand. */
export interface Constraint {
  readonly location: RequestLocation;
  /** The parameter's name as it was sent or as the server wrote it; absent for the body. */
  readonly parameter?: string;
  /** Where in the parameter's value or in the body. Positions in lists are those of the request. */
  readonly pointer: JsonPointer;
  /** The pointer's tokens; positions in lists are numbers. */
  readonly path: FieldPath;
  readonly demand: Demand;
  /** `likely` where a field of the answer names the rule, `heuristic` where a sentence was read. */
  readonly confidence: Exclude<Confidence, 'proved'>;
  /** The server's own words. */
  readonly message: string;
  readonly framework: Framework;
  /** Equal for constraints that demand the same of the same place, wherever in a list the value stood. */
  readonly identity: string;
}

/** A demand and the place that it is made of. */
export type PlacedDemand = Pick<Constraint, 'location' | 'parameter' | 'path' | 'demand'>;

/** The names of a path into a request; numbers are positions in lists. */
export type FieldPath = readonly (string | number)[];

/** Where the refused value stands, as far as the server says. */
export type Whereabouts =
  | {
      readonly kind: 'path';
      readonly path: FieldPath;
      /** `loose`: names of the server's language, which may differ from those on the wire in case and in `_`, `-`, blanks. */
      readonly naming?: 'loose';
      /** The body may hold everything in one outer property. */
      readonly wrapped?: true;
      /** Some item of the list at the path, rather than the list. */
      readonly each?: true;
    }
  /** Only what the value is, as text. */
  | { readonly kind: 'value'; readonly text: string };

/** One demand as a parser read it, not yet compared with the request. */
export interface Observation {
  /** Absent where the server does not say; the request then decides. */
  readonly location?: RequestLocation;
  readonly where: Whereabouts;
  /** What the words may mean, the likeliest first; the refused value decides. */
  readonly readings: readonly Demand[];
  /** What kind of value was refused, where the place may be that of a value around it. */
  readonly refused?: JsonType | 'scalar';
  readonly confidence: Constraint['confidence'];
  readonly message: string;
}

/** The body of a refusal. */
export interface Refusal {
  readonly text: string;
  /** Absent where the body is no JSON. */
  readonly json: JsonValue | undefined;
}

/** Reads the refusals of one framework. Says nothing of any other body, and never throws. */
export interface Parser {
  readonly framework: Framework;
  read(refusal: Refusal): readonly Observation[];
}

/** The names that the document declares; they settle what a server leaves open about an absent value. */
export interface DeclaredNames {
  readonly parameters: readonly { readonly name: string; readonly in: ParameterLocation }[];
  /** The properties of the body's object at a path; none where they are not known. */
  bodyProperties(path: FieldPath): readonly string[];
}
