import type { JsonValue } from '../model/json.ts';
import type { FieldPath } from './contract.ts';
import { fieldPath } from './field-path.ts';
import { isList, isRecord, member, textsOf } from './json-shapes.ts';

/** A message of Zod and the path it was given for. */
export interface ZodMessage {
  readonly path: FieldPath;
  readonly text: string;
}

/** The messages in what `flatten`, `format`, `treeifyError` and `prettifyError` give, where apps usually put it. */
export function zodMessages(json: JsonValue | undefined): readonly ZodMessage[] {
  const inner = [json, member(json, 'error'), member(json, 'errors'), member(json, 'details')];
  const found = inner.flatMap((value) => [...flattened(value), ...formatted(value, []), ...treeified(value, [])]);
  if (found.length > 0) return found;
  return [...inner, member(json, 'message')].flatMap((value) => (typeof value === 'string' ? prettified(value) : []));
}

function messagesAt(path: FieldPath, texts: JsonValue | undefined): readonly ZodMessage[] {
  return (textsOf(texts) ?? []).map((text) => ({ path, text }));
}

/** Knows only the first name of each path. */
function flattened(json: JsonValue | undefined): readonly ZodMessage[] {
  const [form, fields] = [member(json, 'formErrors'), member(json, 'fieldErrors')];
  if (!isList(form) || !isRecord(fields)) return [];
  return [...messagesAt([], form), ...Object.entries(fields).flatMap(([name, texts]) => messagesAt([name], texts))];
}

const maxDepth = 40;

function formatted(json: JsonValue | undefined, path: FieldPath): readonly ZodMessage[] {
  if (!isRecord(json) || path.length > maxDepth || !isList(json['_errors'])) return [];
  const inner = Object.entries(json).filter(([name]) => name !== '_errors');
  return [...messagesAt(path, json['_errors']), ...inner.flatMap(([name, value]) => formatted(value, [...path, name]))];
}

function treeified(json: JsonValue | undefined, path: FieldPath): readonly ZodMessage[] {
  if (!isRecord(json) || path.length > maxDepth || !isList(json['errors'])) return [];
  const { properties, items } = json;
  const ofProperties = isRecord(properties) ? Object.entries(properties) : [];
  const ofItems = isList(items) ? [...items.entries()] : [];
  const inner = [...ofProperties, ...ofItems].flatMap(([token, value]) => treeified(value, [...path, token]));
  return [...messagesAt(path, json['errors']), ...inner];
}

/** One message to an entry, below it the place. */
function prettified(text: string): readonly ZodMessage[] {
  if (!text.startsWith('✖ ') || text.length > 20_000) return [];
  return text
    .slice(2)
    .split('\n✖ ')
    .map((entry) => {
      const [message = '', at] = entry.split('\n  → at ', 2);
      return { path: at === undefined ? [] : fieldPath(at), text: message };
    });
}
