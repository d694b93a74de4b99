import { headerValue } from '../model/exchange.ts';
import { decodeBody } from '../requests/decode-body.ts';
import type { Finding } from '../model/failure.ts';
import type { Location } from '../model/location.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { documentedContent } from './documented-content.ts';
import { findUndocumented, type UndocumentedFields } from './find-undocumented.ts';
import { hasBody } from './has-body.ts';
import { placeInDocument } from './identity/place-in-document.ts';

type Details = { readonly valuePointer: string; readonly names: readonly string[]; readonly schemaPointer: string };

/** Names that a message lists; an object with keys of the data's own may have thousands. */
const maxNames = 10;

/** Every field of a response should be one that its schema names. A contract may leave them open, so this is for those who ask for it. */
export const undocumentedFields: Check<'undocumented_fields', Details> = {
  id: 'undocumented_fields',
  severity: 'low',
  summary: 'Every field of a response must be one that its schema names.',
  optIn: true,
  page: {
    finds:
      'Fields of a response that the schema does not name: data that nobody meant to give away, or documentation that is behind. One failure for each object schema that would have to name them.',
    silent: [
      'An object whose schema says what else it may have: `additionalProperties`, `unevaluatedProperties`, `propertyNames`. (Where that is `false`, `response_schema_conformance` speaks.)',
      'An object whose schema names nothing, or has an alternative that names nothing.',
      'What any alternative of `oneOf`, `anyOf` or `if` names, whichever of them holds.',
      'A `discriminator` without `oneOf` or `anyOf`: the types that it leads to are not known.',
      'An undocumented status or media type, and bodies that are not JSON.',
    ],
    confidence: { proved: 'Always: the schema does not name the field. Whether it has to, you decide by asking.' },
    sources: ['JSON Schema 2020-12 Core §10.3.2 (`properties`)', 'OWASP API3:2023'],
  },
  run({ operation, exchange, definition }) {
    if (definition === undefined) return skip('undocumented status');
    if (!hasBody(exchange) || exchange.response.truncated) return skip('no whole body');
    const contentType = headerValue(exchange.response.headers, 'content-type');
    const schema = contentType && documentedContent(definition.contents, contentType)?.schema;
    if (!schema) return skip('no schema');
    const decoded = decodeBody(exchange.response.body, contentType);
    if (decoded.kind !== 'decoded') return skip('no JSON');
    const findings = new Map<string, Finding<Details>>();
    for (const fields of findUndocumented(schema, decoded.value)) {
      const finding = toFinding(fields, operation.location);
      if (!findings.has(finding.identity)) findings.set(finding.identity, finding);
    }
    const [first, ...others] = findings.values();
    return first === undefined ? pass : fail(first, ...others);
  },
};

function toFinding({ valuePointer, names, location }: UndocumentedFields, operation: Location): Finding<Details> {
  const shown = names.slice(0, maxNames);
  const list = shown.join(', ') + (names.length > shown.length ? ` and ${names.length - shown.length} more` : '');
  return {
    ...placeInDocument(location, operation),
    confidence: 'proved',
    title: 'Undocumented fields',
    message: `The ${valuePointer === '' ? 'body' : `object at ${valuePointer}`} has fields that its schema does not name: ${list}.`,
    expected: 'fields that the schema names',
    received: list,
    hint: 'Document them, leave them out of the response, or say that there may be others: `additionalProperties: true`.',
    location,
    details: { valuePointer, names: shown, schemaPointer: location.pointer },
  };
}
