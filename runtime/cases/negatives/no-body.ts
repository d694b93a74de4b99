import { pointerTo, type JsonPointer } from '../../model/json.ts';
import type { OperationContext } from '../operation-context.ts';
import type { Negative } from './negative.ts';

/** What servers make of a body that is not there, or that they do not look at. */
const readingsOfNothing: readonly unknown[] = [null, '', {}, []];

/**
 * Whether the operation cannot do without its body: the document requires it, and no body that it allows is what a server reads from nothing.
 * Contents without a schema, and those that we cannot write, may be anything.
 */
export function needsBody({ operation, bodies, bodyRequired }: OperationContext): boolean {
  return (
    bodyRequired &&
    bodies.length === operation.body?.contents.length &&
    bodies.every((body) => body.content.schema !== undefined && !readingsOfNothing.some(body.isValid))
  );
}

/** The request without the body that it needs; nothing where it may do without. */
export function missingBody(context: OperationContext): Negative | undefined {
  const { body } = context.operation;
  if (body === undefined || !needsBody(context)) return undefined;
  return {
    scenario: 'missing_body',
    doubtful: false,
    violation: {
      keyword: 'required',
      valuePointer: '' as JsonPointer,
      schemaPointer: pointerTo(body.location.pointer, 'required'),
      schemaFile: body.location.file,
      demand: 'must be sent',
      location: 'body',
    },
    apply(draft) {
      delete draft.body;
    },
  };
}
