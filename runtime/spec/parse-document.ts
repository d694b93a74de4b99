import { MalformedSpecError, UnknownFormatError } from '../errors.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { parseJson } from './parse-json.ts';

/** Parses text by its first character: JSON for `{` and `[`, otherwise YAML 1.2. `where` is the file as messages show it. */
export async function parseDocument(text: Buffer, where: string): Promise<ParsedDocument> {
  const first = firstCharacter(text);
  if (first === '') {
    throw new MalformedSpecError('The document is empty.', {
      where,
      hint: 'Give a document with an API description in it.',
    });
  }
  if (first === '<') {
    throw new UnknownFormatError('The document is XML or HTML, not an API description in JSON or YAML.', {
      where,
      hint: 'Give an OpenAPI 3.0, 3.1 or 3.2 or a Swagger 2.0 document; WSDL and WADL are not supported.',
    });
  }
  if (first === '{' || first === '[') return parseJson(text, where);
  // Loaded only here: it takes longer than to read most documents in JSON.
  const { parseYaml } = await import('./parse-yaml.ts');
  return parseYaml(text, where);
}

function firstCharacter(text: Buffer): string {
  for (const byte of text) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return String.fromCharCode(byte);
  }
  return '';
}
