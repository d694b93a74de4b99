import type { BodyValue } from '../../model/case.ts';
import type { MediaTypeContent, Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { bodyFormat } from '../bodies/create-body-writer.ts';
import { formWriter } from '../bodies/form.ts';
import { carriesBody } from '../create-encoder.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { someReadingIsValid } from './some-reading-is-valid.ts';
import type { ReadingsOf } from './some-reading-is-valid.ts';
import { filledReadings, inForm } from './filled-readings.ts';
import { jsonReadings } from './json-readings.ts';
import { pairReadings } from './parameter-readings.ts';
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
    // Whoever gives bytes as they are knows what is wrong with them: no value says it.
    if (body.kind === 'raw') return true;
    const content = contents.find(({ mediaType }) => mediaType === body.mediaType);
    // Many servers never look at the media type.
    if (content === undefined)
      return contents.some(
        (other) => other.schema === undefined || schemas.isValid(other.schema, body.value, 'request'),
      );
    const { schema } = content;
    if (schema === undefined) return true;
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
