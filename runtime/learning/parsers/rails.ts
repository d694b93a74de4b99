import type { JsonValue } from '../../model/json.ts';
import type { FieldPath, Observation, Parser } from '../contract.ts';
import { filled, limit, notNull, required, type } from '../demands.ts';
import { fieldPath } from '../field-path.ts';
import { isRecord, member, textMember, textsOf } from '../json-shapes.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** Rails: Active Model's messages by attribute, its full messages, and the message of a missing parameter. */
export const rails: Parser = {
  framework: 'rails',
  read({ json }) {
    const missing = missingParameter(textMember(json, 'error') ?? textMember(json, 'message'));
    if (missing !== undefined) return [missing];
    const errors = member(json, 'errors');
    const byName = [json, errors].map(readAttributes).find((found) => found.length > 0);
    return byName ?? readFullMessages(textsOf(errors) ?? recordInvalid(json));
  },
};

/** What follows the attribute's name. The model is told nothing of values that were cast, so types are as it sees them. */
const sentences: readonly Sentence[] = [
  says("can't be (?:blank|empty)", () => filled),
  says('must exist', () => [required, notNull]),
  says('is too short \\(minimum is # characters?\\)', (n) => [
    limit('minLength', Number(n)),
    limit('minItems', Number(n)),
    required,
    notNull,
  ]),
  says('is too long \\(maximum is # characters?\\)', (n) => [
    limit('maxLength', Number(n)),
    limit('maxItems', Number(n)),
  ]),
  says('is the wrong length \\(should be # characters?\\)', (n) => [
    limit('minLength', Number(n)),
    limit('maxLength', Number(n)),
    required,
    notNull,
  ]),
  says('is not a number', () => [required, notNull, type('number', 'string'), type('number')]),
  says('must be an integer', () => [type('integer')]),
  says('must be greater than #', (n) => [limit('exclusiveMinimum', Number(n))]),
  says('must be greater than or equal to #', (n) => [limit('minimum', Number(n))]),
  says('must be less than #', (n) => [limit('exclusiveMaximum', Number(n))]),
  says('must be less than or equal to #', (n) => [limit('maximum', Number(n))]),
  // Names neither the list nor the expression.
  says('is not included in the list', () => []),
  says('is invalid', () => []),
];

/** `{"name": ["can't be blank"]}`, where every value is a list of messages, or `{"address.city": […]}`. */
function readAttributes(json: JsonValue | undefined): readonly Observation[] {
  if (!isRecord(json) || !Object.values(json).every((value) => textsOf(value) !== undefined)) return [];
  return Object.entries(json).flatMap(([name, texts]) =>
    (textsOf(texts) ?? []).flatMap((text) => {
      const readings = meaningOf(text, sentences);
      return readings === undefined ? [] : [observe(name === 'base' ? [] : fieldPath(name), readings, text, false)];
    }),
  );
}

/** `Validation failed: Name can't be blank, Age is not a number`, the message of `ActiveRecord::RecordInvalid`. */
function recordInvalid(json: JsonValue | undefined): readonly string[] {
  const candidates = [member(json, 'message'), member(json, 'error'), member(json, 'errors')];
  const text = candidates.find((value) => typeof value === 'string' && value.startsWith('Validation failed: '));
  return typeof text === 'string' && text.length < 20_000
    ? text.slice('Validation failed: '.length).split(/, (?=[A-Z])/u)
    : [];
}

/** Full messages begin with the attribute's name made readable: `First name` for `first_name`. */
function readFullMessages(texts: readonly string[]): readonly Observation[] {
  return texts.flatMap((text) => {
    const match = /^([A-Z][\w ]{0,80}?) ((?:can't|is|must) .+)$/su.exec(text);
    const readings = meaningOf(match?.[2] ?? '', sentences);
    return match?.[1] === undefined || readings === undefined ? [] : [observe([match[1]], readings, text, true)];
  });
}

function observe(path: FieldPath, readings: Observation['readings'], message: string, isLoose: boolean): Observation {
  return {
    where: { kind: 'path', path, wrapped: true, ...(isLoose && { naming: 'loose' }) },
    readings,
    confidence: 'heuristic',
    message,
  };
}

function missingParameter(message: string | undefined): Observation | undefined {
  const name = /^param is missing or the value is empty(?: or invalid)?: (\w+)$/u.exec(message ?? '')?.[1];
  if (message === undefined || name === undefined) return undefined;
  return { where: { kind: 'path', path: [name] }, readings: filled, confidence: 'likely', message };
}
