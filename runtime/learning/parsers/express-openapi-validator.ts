import { pointerTokens } from '../../model/json.ts';
import { ajvSentences, alternatives, isWithin } from '../ajv-messages.ts';
import type { FieldPath, Parser } from '../contract.ts';
import { fieldPath, requestPart } from '../field-path.ts';
import { asText, findRecords, type JsonRecord } from '../json-shapes.ts';
import { meaningOf } from '../sentences.ts';

/** The errors of express-openapi-validator, known by their `errorCode`; an `errors` list as its documentation has the error handler send it. */
export const expressOpenapiValidator: Parser = {
  framework: 'express-openapi-validator',
  read({ json }) {
    const errors = findRecords(json, isOwnError) ?? [];
    const optional = errors.filter((error) => alternatives.has(keywordOf(error))).map(placeOf);
    return errors.map((error) => {
      const [part, ...path] = placeOf(error);
      const location = requestPart(part);
      const message = asText(error['message']);
      const isOptional = optional.some((place) => isWithin(placeOf(error), place));
      return {
        ...(location !== undefined && { location }),
        where: { kind: 'path', path },
        readings: isOptional || location === undefined ? [] : (meaningOf(message, ajvSentences) ?? []),
        confidence: 'likely',
        message,
      };
    });
  },
};

function isOwnError(record: JsonRecord): boolean {
  const { path, message, errorCode } = record;
  return (
    typeof path === 'string' &&
    typeof message === 'string' &&
    typeof errorCode === 'string' &&
    errorCode.endsWith('.openapi.validation')
  );
}

function keywordOf(error: JsonRecord): string {
  return asText(error['errorCode']).split('.', 1)[0] ?? '';
}

/** `/body/name`; `.body.name` up to version 4. */
function placeOf(error: JsonRecord): FieldPath {
  const path = asText(error['path']);
  return path.startsWith('/') ? pointerTokens(path) : fieldPath(path);
}
