import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import type FormData from 'form-data';
import { unencodable } from '../unencodable.ts';
import type { Unencodable } from '../unencodable.ts';
import type { ValueShape } from '../value-shape.ts';
import type { BodyWriter, WrittenBody } from './body-writer.ts';
import type { Encodings } from './form.ts';
import { fieldParts } from './multipart-part.ts';
import type { Part } from './multipart-part.ts';

// Loaded when the first multipart body is written: most runs have none.
const require = createRequire(import.meta.url);

/**
 * Writes `multipart/form-data` (RFC 7578) by OpenAPI's Encoding Objects. The boundary is a digest of the parts, so the same value gives the same
 * bytes.
 */
export function multipartWriter(contentType: string, encodings: Encodings, shape: ValueShape): BodyWriter {
  return (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return unencodable('a multipart body is a set of named parts');
    const parts: Part[] = [];
    for (const [name, member] of Object.entries(value)) {
      if (member === undefined) continue;
      const written = fieldParts(name, member, encodings.get(name), shape.property(name));
      if (isRefused(written)) return written;
      parts.push(...written);
    }
    return assemble(contentType, parts);
  };
}

function isRefused(written: readonly Part[] | Unencodable): written is Unencodable {
  return 'reason' in written;
}

function assemble(contentType: string, parts: readonly Part[]): WrittenBody {
  const boundary = boundaryOf(parts);
  const base = contentType.replace(/;\s*boundary\s*=\s*("[^"]*"|[^;]*)/i, '');
  const named = `${base}; boundary=${boundary}`;
  // form-data writes nothing at all for no parts.
  if (parts.length === 0) return { contentType: named, bytes: `--${boundary}--\r\n` };
  const Form = require('form-data') as typeof FormData;
  const form = new Form();
  // Before the first part: each is given its delimiter when it is appended.
  form.setBoundary(boundary);
  for (const { name, content, contentType: partType, filename, headers } of parts) {
    // A Buffer without a type would be given one.
    form.append(name, typeof content === 'string' ? content : Buffer.from(content), {
      ...(partType === undefined ? {} : { contentType: partType }),
      ...(filename === undefined ? {} : { filename }),
      ...(headers.length === 0 ? {} : { header: Object.fromEntries(headers) }),
    });
  }
  return { contentType: named, bytes: form.getBuffer() };
}

function boundaryOf(parts: readonly Part[]): string {
  const hash = createHash('sha256');
  for (const { name, content } of parts) hash.update(`${name}\0${content.length}\0`).update(content);
  return `----api-test-gen-${hash.digest('hex').slice(0, 24)}`;
}
