import { pointerTokens, type JsonValue } from '../../model/json.ts';
import { ajvSentences, alternatives, isWithin, typesOf } from '../ajv-messages.ts';
import type { Demand, FieldPath, Observation, Parser, Refusal } from '../contract.ts';
import { format, limit, oneOfList, pattern, required, uniqueItems, unknown } from '../demands.ts';
import { fieldPath, requestPart } from '../field-path.ts';
import { asText, findRecords, isList, member, textMember, type JsonRecord } from '../json-shapes.ts';
import { meaningOf } from '../sentences.ts';

/** Ajv's list of errors, wherever an app puts it, and Fastify's default answer, which holds their messages alone. */
export const ajv: Parser = {
  framework: 'ajv',
  read(refusal) {
    const errors = findRecords(refusal.json, isAjvError);
    return errors === undefined
      ? readFastify(refusal)
      : readErrors(errors, textMember(refusal.json, 'validationContext'));
  },
};

/** Ajv 6 and before wrote `dataPath`. */
function isAjvError(record: JsonRecord): boolean {
  return (
    typeof record['keyword'] === 'string' &&
    typeof record['schemaPath'] === 'string' &&
    typeof (record['instancePath'] ?? record['dataPath']) === 'string' &&
    typeof record['params'] === 'object'
  );
}

function readErrors(errors: readonly JsonRecord[], context: string | undefined): readonly Observation[] {
  const optional = errors.filter((error) => alternatives.has(asText(error['keyword']))).map(placeOf);
  return errors.flatMap((error) => {
    const schemaPath = asText(error['schemaPath']);
    const isOptional =
      optional.some((place) => isWithin(placeOf(error), place)) ||
      /\/(?:anyOf|oneOf|not|if|then|else|contains|propertyNames|dependentSchemas)(?:\/|$)/u.test(schemaPath);
    const [path, readings] = isOptional ? [[], []] : demandOf(error);
    const location = requestPart(context);
    return [
      {
        ...(location !== undefined && { location }),
        where: { kind: 'path', path },
        readings,
        confidence: 'likely',
        message: textMember(error, 'message') ?? asText(error['keyword']),
      } satisfies Observation,
    ];
  });
}

function placeOf(error: JsonRecord): FieldPath {
  const pointer = textMember(error, 'instancePath');
  if (pointer === undefined) return fieldPath(textMember(error, 'dataPath') ?? '');
  return pointer === '' || pointer.startsWith('/') ? pointerTokens(pointer) : fieldPath(pointer);
}

function demandOf(error: JsonRecord): readonly [FieldPath, readonly Demand[]] {
  const path = placeOf(error);
  const params = error['params'];
  const bound = member(params, 'limit');
  const keyword = asText(error['keyword']);
  switch (keyword) {
    case 'required':
      return [[...path, asText(member(params, 'missingProperty'))], [required]];
    case 'additionalProperties':
      return [[...path, asText(member(params, 'additionalProperty'))], [unknown]];
    case 'type':
      return [path, typesOf(typeList(member(params, 'type')))];
    case 'format':
      return [path, [format(asText(member(params, 'format')))]];
    case 'pattern':
      return [path, [pattern(asText(member(params, 'pattern')))]];
    case 'enum':
      return [path, oneOfList(member(params, 'allowedValues'))];
    case 'const':
      return [path, oneOfList([member(params, 'allowedValue') ?? null])];
    case 'uniqueItems':
      return [path, [uniqueItems]];
    case 'multipleOf':
      return [path, [limit('multipleOf', Number(member(params, 'multipleOf')))]];
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return [path, typeof bound === 'number' ? [limit(keyword, bound)] : []];
    default:
      return [path, []];
  }
}

function typeList(value: JsonValue | undefined): string {
  return isList(value) ? value.map(asText).join(',') : asText(value);
}

const part = '(?:body|querystring|params|headers)';

/** `body/name must be string, body/age must be >= 0`: one text for all. */
function readFastify({ json }: Refusal): readonly Observation[] {
  const message = textMember(json, 'message');
  if (message === undefined || !new RegExp(`^${part}(?:/[^ ]*)? must `, 'u').test(message)) return [];
  const clauses = message
    .split(new RegExp(`, (?=${part}(?:/[^ ]*)? must )`, 'u'))
    .map((clause) => /^([a-z]+)((?:\/[^ ]*)?) (must .*)$/su.exec(clause));
  const read = clauses.flatMap((match) => {
    const [, name = '', pointer = '', text = ''] = match ?? [];
    return match === null ? [] : [{ location: requestPart(name), path: pointerTokens(pointer), text }];
  });
  const optional = read.filter(
    ({ text }) =>
      /must (?:match |NOT be valid|pass |contain )/u.test(text) && !/must match (?:format|pattern) "/u.test(text),
  );
  return read.map(({ location, path, text }) => {
    const isOptional = optional.some((other) => other.location === location && isWithin(path, other.path));
    const missing = /^must have required property '(.+)'$/u.exec(text)?.[1];
    return {
      ...(location !== undefined && { location }),
      where: { kind: 'path', path: missing === undefined ? path : [...path, missing] },
      // The message does not say which property is unknown.
      readings:
        isOptional || text === 'must NOT have additional properties' ? [] : (meaningOf(text, ajvSentences) ?? []),
      confidence: 'likely',
      message: text,
    };
  });
}
