import { UnresolvedRefError } from '../errors.ts';
import type { Narrowing } from '../model/narrowing.ts';
import type { Operation, Parameter, ParameterSerialization } from '../model/operation.ts';
import type { SchemaRef } from '../model/schema-ref.ts';

/** Frameworks, proxies and the client itself have their own ideas of these (OpenAPI 3.1 §4.8.12.1 ignores the first three). */
const reservedNames =
  /^(?:accept|content-type|authorization|content-.*|host|connection|cookie|expect|te|transfer-encoding|upgrade|trailer|date|via)$/iu;

/** A header is a token (RFC 9110 §5.6.2); the others are as careful. */
const plainName = /^[\w!#$%&'*+.^`|~-]{1,80}$/u;

const simple: ParameterSerialization = { kind: 'style', style: 'simple', explode: false, allowReserved: false };
const form: ParameterSerialization = { kind: 'style', style: 'form', explode: true, allowReserved: false };

/** Whether a header is not one of the API's own. */
export function isReservedHeader(name: string): boolean {
  return reservedNames.test(name);
}

/** The parameter that a server demands and the document does not know: a plain text, until more is learned. `undefined` for what is none. */
export function undeclaredParameter(operation: Operation, one: Narrowing): Parameter | undefined {
  if (one.kind !== 'presence' || one.presence !== 'always' || one.name === undefined) return undefined;
  const { in: location, name } = one;
  if (location !== 'header' && location !== 'query' && location !== 'cookie') return undefined;
  if (!plainName.test(name) || (location === 'header' && isReservedHeader(name))) return undefined;
  const isDeclared = operation.parameters.some(
    (parameter) => parameter.in === location && parameter.name.toLowerCase() === name.toLowerCase(),
  );
  if (isDeclared) return undefined;
  return {
    name,
    in: location,
    required: false,
    schema: { schema: { type: 'string', minLength: 1 }, location: operation.location, scope: noRefs },
    serialization: location === 'header' ? simple : form,
    examples: [],
    location: operation.location,
  };
}

const noRefs: SchemaRef['scope'] = {
  dialect: 'openapi-3.1',
  resolve: (ref, from) => {
    throw new UnresolvedRefError(ref, from.pointer);
  },
};
