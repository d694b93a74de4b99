import type { BodyValue } from '../../model/case.ts';
import type { Encoding, MediaTypeContent, Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { bodyFormat, contentFor } from '../bodies/body-format.ts';
import { formWriter } from '../bodies/form.ts';
import { carriesBody } from '../create-encoder.ts';
import { serialiserFor } from '../serialiser.ts';
import type { Serialiser } from '../serialiser.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { someReadingIsValid } from './some-reading-is-valid.ts';
import type { ReadingsOf } from './some-reading-is-valid.ts';
import { filledReadings, inForm } from './filled-readings.ts';
import { jsonReadings } from './json-readings.ts';
import { pairReadings } from './parameter-readings.ts';
import { strictJsonReadings } from './strict-json-readings.ts';
import { rawReadable } from './raw-readable.ts';
import { serialisedReadable } from './serialised-readable.ts';
import { unparsedForms } from './unparsed-forms.ts';
import { textualReadings, xmlReadings } from './textual-readings.ts';

type BodyReadable = (body: BodyValue | undefined, group: readonly Violation[]) => boolean;

/** The same for values of one media type. */
type ValueReadable = (value: unknown, group: readonly Violation[]) => boolean;

/** Compiles the question for the body. */
export function bodyReader(
  operation: Operation,
  schemas: Schemas,
  serialisers: readonly Serialiser[],
  strictTypes: boolean,
): BodyReadable {
  if (operation.body === undefined || !carriesBody(operation.method.toUpperCase(), operation)) return () => true;
  const { contents, required } = operation.body;
  const readers = new Map<string, ValueReadable>();
  const readerOf = (mediaType: string): ValueReadable => {
    let readable = readers.get(mediaType);
    if (readable === undefined) {
      const content = contentFor(contents, mediaType);
      const serialiser = serialiserFor(mediaType, serialisers);
      if (content === undefined) readable = undocumented(contents, schemas);
      else if (serialiser === undefined) readable = documented(content, required, schemas, strictTypes);
      else readable = serialised(serialiser, mediaType, { content, required, schemas });
      readers.set(mediaType, readable);
    }
    return readable;
  };
  const isOwnFormat = (mediaType: string): boolean => serialiserFor(mediaType, serialisers) !== undefined;
  let emptyReadable: boolean | undefined;
  const isEmptyReadable = (): boolean => (emptyReadable ??= !required || someTakeNothing(contents, schemas));
  const readableAs = ({ mediaType }: MediaTypeContent, value: unknown, group: readonly Violation[]): boolean =>
    readerOf(mediaType)(value, group);
  return (body, group) => {
    if (body === undefined) return isEmptyReadable();
    if (body.kind === 'raw') return rawReadable(body, contents, { schemas, isOwnFormat, isEmptyReadable, readableAs });
    return readerOf(body.mediaType)(body.value, group);
  };
}

/** A body that is not there, or whose type a server passes over, is an empty object to Express and PHP, and null to others. */
function someTakeNothing(contents: readonly MediaTypeContent[], schemas: Schemas): boolean {
  return contents.some(
    ({ schema }) =>
      schema === undefined || [{}, null, '', []].some((nothing) => schemas.isValid(schema, nothing, 'request')),
  );
}

/** Many servers never look at the media type. */
function undocumented(contents: readonly MediaTypeContent[], schemas: Schemas): ValueReadable {
  return (value) => contents.some(({ schema }) => schema === undefined || schemas.isValid(schema, value, 'request'));
}

function documented(
  content: MediaTypeContent,
  required: boolean,
  schemas: Schemas,
  strictTypes: boolean,
): ValueReadable {
  const { schema } = content;
  if (schema === undefined) return () => true;
  const shape = valueShape(schema);
  const format = bodyFormat(content.mediaType);
  if (format !== 'form' && format !== 'multipart') {
    const asJson = strictTypes && format === 'json' ? strictJsonReadings : jsonReadings;
    const readings = format === 'xml' ? xmlReadings : isTextual(format) ? textualReadings : asJson;
    const options = { schema, shape, schemas, required, readings };
    return (value, group) => someReadingIsValid(value, group, options);
  }
  const readingsOf = fieldReadings(content, shape);
  const judge = (root: unknown, group: readonly Violation[]): boolean =>
    someReadingIsValid(root, group, { schema, shape, schemas, required, readings: readingsOf(root) });
  return (value, group) =>
    judge(value, group) ||
    (typeof value === 'object' &&
      value !== null &&
      unparsedForms(value, group, content, shape).some((root) => judge(root, group)));
}

/** Nobody knows what the user's own format tells apart: its leaves may be text. */
function serialised(
  serialiser: Serialiser,
  mediaType: string,
  options: { readonly content: MediaTypeContent; readonly required: boolean; readonly schemas: Schemas },
): ValueReadable {
  const { content, required, schemas } = options;
  const { schema } = content;
  if (schema === undefined) return () => true;
  const reading = { schema, shape: valueShape(schema), schemas, required, readings: textualReadings };
  return serialisedReadable(serialiser, { mediaType, schema, schemas }, (value, group) =>
    someReadingIsValid(value, group, reading),
  );
}

function isTextual(format: ReturnType<typeof bodyFormat>): boolean {
  return format === 'text' || format === 'binary';
}

/** Whether the members of an object stand under their own names in a form. */
function standAlone(encoding: Encoding | undefined): boolean {
  if (encoding?.style === undefined && encoding?.explode === undefined) return false;
  return encoding.style !== 'deepObject' && (encoding.explode ?? encoding.style === 'form');
}

/** A form's fields are read as query parameters are; below them, and for the whole, as JSON. */
function fieldReadings({ encodings }: MediaTypeContent, shape: ValueShape): (root: unknown) => ReadingsOf {
  const write = formWriter(encodings);
  return (root) =>
    function* (value, inner, tokens) {
      yield* textualReadings(value, inner, tokens);
      const [name, ...deeper] = tokens;
      if (typeof root !== 'object' || root === null) return;
      if (name === undefined) yield* filledReadings(root, inner, inForm);
      if (name === undefined || deeper.length > 0) return;
      const text = write({ [name]: value });
      if (typeof text !== 'string') return;
      const membersAlone = standAlone(encodings.get(name));
      yield* pairReadings(wirePairs(text, '&'), { name, membersAlone }, shape.property(name));
    };
}
