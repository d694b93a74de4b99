import { documentedContent } from '../../checks/documented-content.ts';
import { hasBody } from '../../checks/has-body.ts';
import { headerValue, type Exchange } from '../../model/exchange.ts';
import type { ResponseDefinition } from '../../model/operation.ts';
import { decodeBody } from '../../requests/decode-body.ts';
import { lowerSchema } from '../../schema/lower-schema.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';

/** The media type of an answer whose documented schema nobody can judge it by, since nothing here reads the type. Nothing where all it says is that there is a text. */
export function undecodedType(definition: ResponseDefinition | undefined, exchange: Exchange): string | undefined {
  const contentType = headerValue(exchange.response.headers, 'content-type');
  if (definition === undefined || contentType === undefined || !hasBody(exchange)) return undefined;
  const content = documentedContent(definition.contents, contentType);
  if (content?.schema === undefined || content.itemSchema !== undefined) return undefined;
  const decoded = decodeBody(exchange.response.body, contentType);
  if (decoded.kind !== 'no-decoder' || !saysMoreThanText(lowerSchema(content.schema, 'response'))) return undefined;
  return decoded.mediaType;
}

function saysMoreThanText(schema: LoweredSchema): boolean {
  let current = schema;
  for (let steps = 0; steps < 20; steps += 1) {
    const target = current['x-atg-ref'];
    if (target === undefined || Object.keys(current).length > 1) break;
    current = target();
  }
  const { type } = current;
  return type === undefined ? Object.keys(current).length > 0 : type.some((one) => one !== 'string' && one !== 'null');
}
