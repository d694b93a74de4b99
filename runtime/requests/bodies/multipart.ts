import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type FormData from 'form-data';
import type { Encoding } from '../../model/operation.ts';
import { isWellFormed, jsonText, scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { ValueShape } from '../value-shape.ts';
import type { BodyWriter, WrittenBody } from './body-writer.ts';

// Loaded when the first multipart body is written: most runs have none.
const require = createRequire(import.meta.url);

interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  readonly contentType: string | undefined;
  readonly filename: string | undefined;
}

/**
 * Writes `multipart/form-data` (RFC 7578): an array's items are parts of one name, objects are JSON, binary values are files. The boundary is a
 * digest of the parts, so the same value gives the same bytes.
 */
export function multipartWriter(
  contentType: string,
  encodings: ReadonlyMap<string, Encoding>,
  shape: ValueShape,
): BodyWriter {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unencodable('a multipart body is a set of named parts');
    const parts: Part[] = [];
    for (const [name, member] of Object.entries(value)) {
      const fieldShape = shape.property(name);
      const isList = Array.isArray(member) && !isJson(encodings.get(name)?.contentType);
      const items: readonly unknown[] = isList ? member : [member];
      for (const item of items) {
        if (item === undefined) continue;
        const part = partOf(name, item, encodings.get(name), isList ? fieldShape.items : fieldShape);
        if (part === undefined || (typeof part.content === 'string' && !isWellFormed(part.content + name)))
          return unencodable(`part ${name} holds a value that cannot be written`);
        parts.push(part);
      }
    }
    return assemble(contentType, parts);
  };
}

function partOf(name: string, value: unknown, encoding: Encoding | undefined, shape: ValueShape): Part | undefined {
  const contentType = firstMediaType(encoding?.contentType);
  if (value instanceof Uint8Array || (typeof value === 'string' && shape.isBinary)) {
    return { name, content: value, contentType: contentType ?? 'application/octet-stream', filename: name };
  }
  const scalar = isJson(contentType) ? undefined : scalarText(value);
  if (scalar !== undefined) return { name, content: scalar, contentType, filename: undefined };
  const json = jsonText(value);
  return json === undefined
    ? undefined
    : { name, content: json, contentType: contentType ?? 'application/json', filename: undefined };
}

/** An encoding may list several types, or ranges of them; a part has one. */
function firstMediaType(contentType: string | undefined): string | undefined {
  const first = contentType?.split(',')[0]?.trim();
  if (first === undefined || first === '') return undefined;
  return first.includes('*') ? 'application/octet-stream' : first;
}

function isJson(contentType: string | undefined): boolean {
  return contentType !== undefined && /[/+]json\b/i.test(contentType);
}

function assemble(contentType: string, parts: readonly Part[]): WrittenBody {
  const boundary = boundaryOf(parts);
  const Form = require('form-data') as typeof FormData;
  const form = new Form();
  // Before the first part: each is given its delimiter when it is appended.
  form.setBoundary(boundary);
  for (const { name, content, contentType: partType, filename } of parts) {
    // A Buffer without a type would be given one.
    form.append(name, typeof content === 'string' ? content : Buffer.from(content), {
      ...(partType === undefined ? {} : { contentType: partType }),
      ...(filename === undefined ? {} : { filename }),
    });
  }
  const base = contentType.replace(/;\s*boundary\s*=\s*("[^"]*"|[^;]*)/i, '');
  return { contentType: `${base}; boundary=${boundary}`, bytes: form.getBuffer() };
}

function boundaryOf(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const { name, content } of parts) hash.update(`${name}\0${content.length}\0`).update(content);
  return `----api-test-gen-${hash.digest('hex').slice(0, 24)}`;
}
