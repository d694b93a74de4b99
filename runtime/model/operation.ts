import type { Location, SourcePosition } from './location.ts';
import type { Problem } from './problem.ts';
import type { LinkValue } from './runtime-expression.ts';
import type { SchemaRef } from './schema-ref.ts';

declare const label: unique symbol;

/** `METHOD /path`, the method in capitals, the path template as documented: an operation's name in every report. */
export type OperationLabel = string & { readonly [label]: true };

/** Builds the one name of an operation. */
export function operationLabel(method: string, path: string): OperationLabel {
  return `${method.toUpperCase()} ${path}` as OperationLabel;
}

export type ParameterLocation = 'path' | 'query' | 'querystring' | 'header' | 'cookie';

/** The styles that put the items of a list into one text. */
export type ListStyle = 'form' | 'spaceDelimited' | 'pipeDelimited' | 'tabDelimited';

/** How a parameter's value becomes text: OpenAPI's `style` (with Swagger 2.0's `tsv` as `tabDelimited`), or a media type. */
export type ParameterSerialization =
  | {
      readonly kind: 'style';
      readonly style: ListStyle | 'matrix' | 'label' | 'simple' | 'deepObject' | 'cookie';
      readonly explode: boolean;
      readonly allowReserved: boolean;
      /** How lists inside the list are written, the outermost first (Swagger 2.0's nested `collectionFormat`); where it ends, as JSON. */
      readonly itemStyles?: readonly ListStyle[];
    }
  | { readonly kind: 'content'; readonly mediaType: string };

/** A documented example. Examples of one name belong together across parameters and body. */
export interface Example {
  readonly name: string | undefined;
  readonly value: unknown;
  readonly location: Location;
  /** Where the value stands outside the document: it is not read, and `value` is `undefined`. */
  readonly external?: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: ParameterLocation;
  readonly required: boolean;
  /** Absent where the document says nothing about the value. */
  readonly schema: SchemaRef | undefined;
  readonly serialization: ParameterSerialization;
  /** An empty text may stand for the parameter, whatever its schema says (`allowEmptyValue`). */
  readonly allowEmptyValue?: boolean;
  readonly examples: readonly Example[];
  readonly location: Location;
}

/** A header of one part of a multipart body. */
export interface PartHeader {
  readonly name: string;
  readonly required: boolean;
  /** What the document gives for it: an example, default, or constant; `undefined` where it gives nothing. */
  readonly value: unknown;
}

/** How one property of a form or multipart body is written (OpenAPI's Encoding Object). */
export interface Encoding {
  readonly contentType: string | undefined;
  readonly style: ListStyle | 'deepObject' | undefined;
  readonly explode: boolean | undefined;
  readonly allowReserved: boolean;
  /** As of a parameter. */
  readonly itemStyles?: readonly ListStyle[];
  /** Of the part, in a multipart body. */
  readonly headers?: readonly PartHeader[];
}

/** One media type of a body or response. `mediaType` is as documented and may hold wildcards. */
export interface MediaTypeContent {
  readonly mediaType: string;
  readonly schema: SchemaRef | undefined;
  /** Of one item of a type that is a sequence of them (OpenAPI 3.2). */
  readonly itemSchema?: SchemaRef;
  readonly encodings: ReadonlyMap<string, Encoding>;
  readonly examples: readonly Example[];
  readonly location: Location;
}

export interface Body {
  readonly required: boolean;
  readonly contents: readonly MediaTypeContent[];
  /** The document names no media type (Swagger 2.0 without `consumes`): those of the contents are what is usual. */
  readonly assumesMediaTypes?: true;
  readonly location: Location;
}

export interface HeaderDefinition {
  /** As documented; compared without case. */
  readonly name: string;
  readonly required: boolean;
  readonly schema: SchemaRef | undefined;
  readonly serialization: ParameterSerialization;
  readonly location: Location;
}

export interface LinkParameter {
  readonly name: string;
  /** Absent where the document names the parameter without its place. */
  readonly in: ParameterLocation | undefined;
  readonly value: LinkValue;
}

/** What a document says of how one operation's exchange leads to a request to another (OpenAPI's Link Object; its `server` is not read). */
export interface Link {
  readonly name: string;
  /** Absent where the document has no such operation; a problem then says so. */
  readonly target: OperationLabel | undefined;
  readonly parameters: readonly LinkParameter[];
  readonly body: LinkValue | undefined;
  /** What of it cannot be used; the rest stands. */
  readonly problems: readonly Problem[];
  readonly location: Location;
}

export interface ResponseDefinition {
  /** `'200'`, `'4XX'` or `'default'`. */
  readonly status: string;
  readonly headers: readonly HeaderDefinition[];
  /** Empty where the document names no body: nothing is then said about one. */
  readonly contents: readonly MediaTypeContent[];
  /** Where its values lead; absent where the document says nothing of that. */
  readonly links?: readonly Link[];
  readonly location: Location;
}

export type SecurityScheme =
  | {
      readonly kind: 'apiKey';
      readonly name: string;
      readonly in: 'query' | 'header' | 'cookie';
      readonly parameter: string;
    }
  | { readonly kind: 'http'; readonly name: string; readonly scheme: string }
  | { readonly kind: 'other'; readonly name: string; readonly type: string };

/** All of one requirement's schemes must be met; any one requirement suffices. An empty one means: no credentials needed. */
export type SecurityRequirement = readonly SecurityScheme[];

/** What the document says of one operation, found without resolving anything. */
export interface OperationEntry {
  readonly label: OperationLabel;
  readonly method: string;
  readonly path: string;
  readonly operationId: string | undefined;
  readonly tags: readonly string[];
  readonly deprecated: boolean;
  readonly location: Location;
}

export interface Operation extends OperationEntry {
  readonly parameters: readonly Parameter[];
  readonly body: Body | undefined;
  readonly responses: readonly ResponseDefinition[];
  readonly security: readonly SecurityRequirement[];
  /** The values that the document lists for the `Accept` header, where it does. OpenAPI 3 says to ignore such a parameter, and not all servers do. */
  readonly accepts?: readonly string[];
}

/** A server entry, its variables replaced by their defaults, made absolute where the document came from a URL. */
export interface Server {
  readonly url: string;
}

/** A loaded API. Operations are indexed at load and built when asked for. */
export interface Api {
  readonly format: 'openapi';
  /** The document's own version, e.g. `3.0.3`. */
  readonly version: string;
  readonly title: string;
  /** Where the document came from: a path, a URL, `<stdin>` or `<object>`. */
  readonly source: string;
  readonly servers: readonly Server[];
  readonly operations: readonly OperationEntry[];
  /** Builds an operation. Throws a `SpecError` where its part of the document is broken. */
  operation(entry: OperationEntry): Operation;
  /** Those whose responses name links, found without building them. */
  linkedOperations(): readonly OperationEntry[];
  /** File, line and column of a location; the text is read again for it, so only messages ask. */
  position(location: Location): SourcePosition | undefined;
}
