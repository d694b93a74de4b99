import type { Operation } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { objectShape } from '../object-shape.ts';

/** Names of what servers keep by themselves, whatever a client sends: times, versions, links, ids, and what is secret or only counted. */
const managed =
  /^(?:_?id|uuid|guid|self|links?|_links|href|_meta|rev|_rev|etag|version|revision|hash|checksum|token|password|secret|pin|cvv)$|(?:created|updated|modified|changed|deleted|synced|accessed|seen|timestamp|version|revision|etag|lock|count|counter|total|token|password|secret|hash)(?:_?(?:at|on|by|date|time|stamp|no|number))?$/iu;

/** Whether a server may well give a member a value of its own, by its name alone. */
export function isServerManaged(name: string): boolean {
  return managed.test(name);
}

const secret = /(?:token|password|passphrase|passwd|secret|hash)$/iu;

/** Whether a member is a secret, by its name alone. */
export function isSecret(name: string): boolean {
  return secret.test(name);
}

/** Whether the document says that a member of the request's body is not for writing, or not for reading. */
export function isOneWay(name: string, request: Operation, read: Operation | undefined): boolean {
  const sent = request.body?.contents.flatMap(({ schema }) => schema ?? []) ?? [];
  const shown = read?.responses.flatMap(({ contents }) => contents.flatMap(({ schema }) => schema ?? [])) ?? [];
  return [...sent, ...shown].some((schema) => memberSays(schema, name, ['readOnly', 'writeOnly']));
}

/** Whether the document names a member for the request's body. */
export function isDeclared(name: string, { body }: Operation): boolean {
  return body?.contents.some(({ schema }) => schema !== undefined && objectShape(schema).names(name)) === true;
}

/** Whether a value is what the document says that the server takes where a member is left out. */
export function isDefault(name: string, value: unknown, { body }: Operation): boolean {
  const schemas = body?.contents.flatMap(({ schema }) => schema ?? []) ?? [];
  return schemas.some((schema) =>
    objectShape(schema)
      .member(name)
      .some(
        (member) =>
          typeof member.schema === 'object' &&
          member.schema !== null &&
          'default' in member.schema &&
          jsonEqual(member.schema.default, value),
      ),
  );
}

function memberSays(schema: SchemaRef, name: string, keywords: readonly string[]): boolean {
  return objectShape(schema)
    .member(name)
    .some((member) => says(member, keywords, maxReferences));
}

const maxReferences = 5;

function says({ schema, scope, location }: SchemaRef, keywords: readonly string[], left: number): boolean {
  if (typeof schema !== 'object' || schema === null || left === 0) return false;
  const raw = schema as Readonly<Record<string, unknown>>;
  if (keywords.some((keyword) => raw[keyword] === true)) return true;
  const reference = raw['$ref'];
  return typeof reference === 'string' && says({ scope, ...scope.resolve(reference, location) }, keywords, left - 1);
}
