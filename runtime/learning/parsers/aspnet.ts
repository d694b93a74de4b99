import type { Observation, Parser } from '../contract.ts';
import { filled, format, limit, pattern, required, unknown } from '../demands.ts';
import { dotnetType } from '../dotnet-types.ts';
import { fieldPath } from '../field-path.ts';
import { isRecord, member, textMember, textsOf } from '../json-shapes.ts';
import { meaningOf, says, type Sentence } from '../sentences.ts';

/** ASP.NET Core's `ValidationProblemDetails`, with the messages of DataAnnotations, FluentValidation and System.Text.Json. */
export const aspnet: Parser = {
  framework: 'aspnet',
  read({ json }) {
    const errors = member(json, 'errors');
    if (textMember(json, 'title') === undefined || !isRecord(errors)) return [];
    return Object.entries(errors).flatMap(([name, texts]) =>
      (textsOf(texts) ?? []).flatMap((text) => readMessage(name, text)),
    );
  },
};

const name = '.{1,200}?';

const sentences: readonly Sentence[] = [
  says(`The ${name} field is required\\.`, () => filled),
  says(`The field ${name} must be a string with a minimum length of # and a maximum length of #\\.`, (low, high) => [
    limit('minLength', Number(low)),
    limit('maxLength', Number(high)),
  ]),
  says(`The field ${name} must be a string with a maximum length of #\\.`, (n) => [limit('maxLength', Number(n))]),
  says(`The field ${name} must be a string or (?:array|collection) type with a minimum length of '#'\\.`, (n) => [
    limit('minLength', Number(n)),
    limit('minItems', Number(n)),
  ]),
  says(`The field ${name} must be a string or (?:array|collection) type with a maximum length of '#'\\.`, (n) => [
    limit('maxLength', Number(n)),
    limit('maxItems', Number(n)),
  ]),
  says(`The field ${name} must be between # and #\\.`, (low, high) => [
    limit('minimum', Number(low)),
    limit('maximum', Number(high)),
  ]),
  says(`The field ${name} must match the regular expression '(.+)'\\.`, (source) => [pattern(anchored(source))]),
  says(`The ${name} field is not a valid e-mail address\\.`, () => [format('email')]),
  says(`The ${name} field is not a valid fully-qualified http, https, or ftp URL\\.`, () => [format('uri')]),
  says('The JSON value could not be converted to (\\S+)\\. Path: .*', dotnetType),
  says(`'${name}' must not be empty\\.`, () => filled),
  says(`'${name}' is not a valid email address\\.`, () => [format('email')]),
  says(`'${name}' must be greater than or equal to '#'\\.`, (n) => [limit('minimum', Number(n))]),
  says(`'${name}' must be less than or equal to '#'\\.`, (n) => [limit('maximum', Number(n))]),
  says(`'${name}' must be greater than '#'\\.`, (n) => [limit('exclusiveMinimum', Number(n))]),
  says(`'${name}' must be less than '#'\\.`, (n) => [limit('exclusiveMaximum', Number(n))]),
  says(`'${name}' must be between # and # characters\\. You entered \\d+ characters\\.`, (low, high) => [
    limit('minLength', Number(low)),
    limit('maxLength', Number(high)),
  ]),
];

/** `[RegularExpression]` must match the whole value. */
function anchored(source: string): string {
  return source.startsWith('^') && source.endsWith('$') ? source : `^(?:${source})$`;
}

function readMessage(key: string, message: string): readonly Observation[] {
  const missing = /was missing required properties(?:,)? including(?: the following)?: (.+?)\.?$/su.exec(message)?.[1];
  if (missing !== undefined) {
    const names = missing.split(', ').map((text) => text.replaceAll(/^['"]|['"]$/gu, ''));
    return names.map((one) => observe(`${key === '' ? '$' : key}.${one}`, [required], message));
  }
  const extra = /^The JSON property '(.+)' could not be mapped to any \.NET member contained in type /su.exec(
    message,
  )?.[1];
  if (extra !== undefined) return [observe(key.endsWith(`.${extra}`) ? key : `$.${extra}`, [unknown], message)];
  const readings = meaningOf(message, sentences);
  return readings === undefined ? [] : [observe(key, readings, message)];
}

/** `$.address.city` is as on the wire; `Address.City`, and the name of an action's parameter, is as in C#. */
function observe(key: string, readings: Observation['readings'], message: string): Observation {
  const isOnWire = key.startsWith('$');
  const path = fieldPath(isOnWire ? key.slice(1) : key);
  return {
    ...(isOnWire && { location: 'body' }),
    where: { kind: 'path', path, ...(!isOnWire && { naming: 'loose' }) },
    readings,
    confidence: 'likely',
    message,
  };
}
