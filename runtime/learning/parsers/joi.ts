import type { JsonValue } from '../../model/json.ts';
import type { RequestLocation } from '../../model/violation.ts';
import type { Demand, FieldPath, Observation, Parser } from '../contract.ts';
import {
  anyDate,
  format,
  limit,
  oneOfList,
  patternOfLiteral,
  required,
  type,
  uniqueItems,
  unknown,
} from '../demands.ts';
import { fieldPath, requestPart, splitPart } from '../field-path.ts';
import { asText, findRecords, isRecord, member, pathOf, textMember, type JsonRecord } from '../json-shapes.ts';
import { joiSentences } from '../joi-messages.ts';
import { meaningOf } from '../sentences.ts';

/** Joi: details wherever an app puts them, messages alone, and the answers of Celebrate and hapi. */
export const joi: Parser = {
  framework: 'joi',
  read({ json, text }) {
    const details = findRecords(json, isDetail);
    return details === undefined ? readMessages(json, text) : details.map(observationOf);
  },
};

function isDetail(record: JsonRecord): boolean {
  const { message, path, type: kind, context } = record;
  return (
    typeof message === 'string' &&
    pathOf(path) !== undefined &&
    typeof kind === 'string' &&
    /^[a-z]+(?:\.[a-zA-Z]+)+$/u.test(kind) &&
    (context === undefined || isRecord(context))
  );
}

function observationOf(detail: JsonRecord): Observation {
  const { location, path } = splitPart(pathOf(detail['path']) ?? []);
  return {
    ...(location !== undefined && { location }),
    where: { kind: 'path', path },
    readings: demandsOf(asText(detail['type']), detail['context'], asText(detail['message'])),
    confidence: 'likely',
    message: asText(detail['message']),
  };
}

/** Rules that say all by their name. */
const plain: Readonly<Record<string, Demand>> = {
  'any.required': required,
  'any.unknown': unknown,
  'object.unknown': unknown,
  'string.base': type('string'),
  'string.empty': limit('minLength', 1),
  'string.email': format('email'),
  'string.uri': format('uri'),
  'string.guid': format('uuid'),
  'string.isoDate': anyDate,
  'string.hostname': format('hostname'),
  'number.base': type('number'),
  'number.integer': type('integer'),
  'number.positive': limit('exclusiveMinimum', 0),
  'number.negative': limit('exclusiveMaximum', 0),
  'boolean.base': type('boolean'),
  'array.base': type('array'),
  'array.unique': uniqueItems,
  'object.base': type('object'),
};

const limits: Readonly<Record<string, readonly Parameters<typeof limit>[0][]>> = {
  'string.min': ['minLength'],
  'string.max': ['maxLength'],
  'string.length': ['minLength', 'maxLength'],
  'number.min': ['minimum'],
  'number.max': ['maximum'],
  'number.greater': ['exclusiveMinimum'],
  'number.less': ['exclusiveMaximum'],
  'array.min': ['minItems'],
  'array.max': ['maxItems'],
  'array.length': ['minItems', 'maxItems'],
};

function demandsOf(kind: string, context: JsonValue | undefined, message: string): readonly Demand[] {
  const alone = Object.hasOwn(plain, kind) ? plain[kind] : undefined;
  if (alone !== undefined) return [alone];
  const bound = member(context, 'limit');
  const keywords = Object.hasOwn(limits, kind) ? (limits[kind] ?? []) : [];
  if (typeof bound === 'number') return keywords.map((keyword) => limit(keyword, bound));
  const multiple = member(context, 'multiple');
  if (kind === 'number.multiple' && typeof multiple === 'number') return [limit('multipleOf', multiple)];
  if (kind === 'any.only') return oneOfList(member(context, 'valids'));
  // The context has no expression once it is JSON.
  if (kind === 'string.pattern.base') return patternOfLiteral(/ pattern: (\/.*\/[a-z]*)$/su.exec(message)?.[1] ?? '');
  return [];
}

function readMessages(json: JsonValue | undefined, text: string): readonly Observation[] {
  const validation = member(json, 'validation');
  if (isRecord(validation) && textMember(validation, 'source') === undefined) {
    // Celebrate: one entry for each part of the request.
    return Object.values(validation).flatMap((part) =>
      readClauses(textMember(part, 'message'), requestPart(textMember(part, 'source'))),
    );
  }
  const location = requestPart(textMember(validation, 'source'));
  const message =
    textMember(json, 'message') ?? textMember(json, 'error') ?? textMember(member(json, 'error'), 'message');
  return readClauses(message ?? (json === undefined ? text : undefined), location);
}

/** `"name" is required. "age" must be a number`: one text for all. */
function readClauses(message: string | undefined, location: RequestLocation | undefined): readonly Observation[] {
  if (message === undefined || !message.startsWith('"') || message.length > 20_000) return [];
  return message.split(/\. (?=")/u).flatMap((clause) => {
    const [, label = '', rest = ''] = /^"([^"]*)" (.+)$/su.exec(clause) ?? [];
    const readings = meaningOf(rest, joiSentences);
    if (readings === undefined) return [];
    const said = splitPart(label === 'value' ? [] : fieldPath(label));
    const at = location ?? said.location;
    const path: FieldPath = location === undefined ? said.path : label === 'value' ? [] : fieldPath(label);
    return [
      {
        ...(at !== undefined && { location: at }),
        where: { kind: 'path', path },
        readings,
        confidence: 'heuristic',
        message: clause,
      },
    ];
  });
}
