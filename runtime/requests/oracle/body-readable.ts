import type { BodyValue } from '../../model/case.ts';
import type { MediaTypeContent, Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { bodyFormat } from '../bodies/create-body-writer.ts';
import { formWriter } from '../bodies/form.ts';
import { carriesBody } from '../create-encoder.ts';
import { isJsonMediaType } from '../media-type.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { someReadingIsValid } from './some-reading-is-valid.ts';
import type { ReadingsOf } from './some-reading-is-valid.ts';
import { filledReadings, inForm } from './filled-readings.ts';
import { jsonReadings } from './json-readings.ts';
import { pairReadings } from './parameter-readings.ts';
import { rawReadings } from './raw-readings.ts';
import { unparsedForms } from './unparsed-forms.ts';
import { textualReadings, xmlReadings } from './textual-readings.ts';

type BodyReadable = (body: BodyValue | undefined, group: readonly Violation[]) => boolean;

/** Compiles the question for the body. */
export function bodyReader(operation: Operation, schemas: Schemas): BodyReadable {
  const shapes = new Map<MediaTypeContent, ValueShape>();
  return (body, group) => {
    if (operation.body === undefined || !carriesBody(operation.method.toUpperCase(), operation)) return true;
    const { contents, required } = operation.body;
    if (body === undefined) return !required;
    const content = contents.find(({ mediaType }) => mediaType === body.mediaType);
    if (content === undefined) return contents.some((other) => parsesAs(other, body, schemas));
    const { schema } = content;
    if (schema === undefined) return body.kind === 'value' || !isJsonMediaType(body.mediaType) || isJson(body.text);
    if (body.kind === 'raw') return rawReadable(body, content, required, schemas);
    const shape = shapes.get(content) ?? valueShape(schema);
    shapes.set(content, shape);
    return rootsOf(body.value, group, content, shape).some((root) =>
      someReadingIsValid(root, group, {
        schema,
        shape,
        schemas,
        required,
        readings: readingsFor(content, shape, root),
      }),
    );
  };
}

/** Many servers never look at the media type. */
function parsesAs({ schema }: MediaTypeContent, body: BodyValue, schemas: Schemas): boolean {
  if (schema === undefined) return true;
  const readings = body.kind === 'raw' ? rawReadings(body.text) : [body.value];
  return readings.some((reading) => schemas.isValid(schema, reading, 'request'));
}

function rawReadable(
  { text, mediaType }: { readonly text: string; readonly mediaType: string },
  content: MediaTypeContent,
  required: boolean,
  schemas: Schemas,
): boolean {
  if (!isJsonMediaType(mediaType)) return true;
  return (text.trim() === '' && !required) || parsesAs(content, { kind: 'raw', mediaType, text }, schemas);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function readingsFor(content: MediaTypeContent, shape: ValueShape, root: unknown): ReadingsOf {
  const format = bodyFormat(content.mediaType);
  if (format === 'form' || format === 'multipart') return fieldReadings(content, shape, root);
  if (format === 'xml') return xmlReadings;
  return format === 'text' || format === 'binary' ? textualReadings : jsonReadings;
}

/** The value as it was meant, and as a server sees it that does not parse what is nested in a form. */
function rootsOf(
  root: unknown,
  group: readonly Violation[],
  content: MediaTypeContent,
  shape: ValueShape,
): readonly unknown[] {
  const format = bodyFormat(content.mediaType);
  if ((format !== 'form' && format !== 'multipart') || typeof root !== 'object' || root === null) return [root];
  return [root, ...unparsedForms(root, group, content, shape)];
}

/** A form's fields are read as query parameters are; below them, and for the whole, as JSON. */
function fieldReadings(content: MediaTypeContent, shape: ValueShape, root: unknown): ReadingsOf {
  const write = formWriter(content.encodings);
  return function* (value, inner, tokens) {
    yield* textualReadings(value, inner, tokens);
    const [name, ...deeper] = tokens;
    if (typeof root !== 'object' || root === null) return;
    if (name === undefined) yield* filledReadings(root, inner, inForm);
    if (name === undefined || deeper.length > 0) return;
    const text = write({ [name]: value });
    if (typeof text !== 'string') return;
    yield* pairReadings(wirePairs(text, '&'), name, shape.property(name));
  };
}
