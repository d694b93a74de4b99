import type { JsonValue } from '../../model/json.ts';
import type { Observation, Parser, Whereabouts } from '../contract.ts';
import { required, unknown } from '../demands.ts';
import { fieldPath } from '../field-path.ts';
import { asText, findRecords, isList, isRecord, member, textMember, type JsonRecord } from '../json-shapes.ts';
import { meaningOf } from '../sentences.ts';
import { enumClass, javaType, springSentences } from '../spring-messages.ts';

/** Spring: binding errors, violations as apps list them, the messages of Jackson and of conversions, and maps of messages by field. */
export const spring: Parser = {
  framework: 'spring',
  read({ json }) {
    const errors = findRecords(json, isFieldError);
    if (errors !== undefined) return errors.flatMap(readFieldError);
    const text = textMember(json, 'message') ?? textMember(json, 'detail');
    const read = text === undefined || text.length > 20_000 ? [] : readText(text);
    if (read.length > 0) return read;
    return (
      [json, member(json, 'errors'), member(json, 'fieldErrors')].map(readMap).find((found) => found.length > 0) ?? []
    );
  },
};

function isFieldError(record: JsonRecord): boolean {
  const { defaultMessage, codes, message } = record;
  if (typeof defaultMessage === 'string' && isList(codes)) return true;
  return (
    fieldOf(record) !== undefined && typeof message === 'string' && meaningOf(message, springSentences) !== undefined
  );
}

function fieldOf(record: JsonRecord): string | undefined {
  return textMember(record, 'field') ?? textMember(record, 'propertyPath');
}

/** A parameter's error names it only as the code of its first argument. */
function readFieldError(error: JsonRecord): readonly Observation[] {
  const field = fieldOf(error);
  const message = textMember(error, 'defaultMessage') ?? textMember(error, 'message') ?? '';
  const [first] = isList(error['arguments']) ? error['arguments'] : [];
  const name = field ?? textMember(first, 'code');
  const readings = meaningOf(message, springSentences) ?? conversionOf(message)?.readings;
  if (name === undefined || readings === undefined) return [];
  const [whole] = isList(error['codes']) ? error['codes'] : [];
  // `Min.app#create.limit`: the parameter of a method, which may stand in any part of the request but the body.
  const isParameter = typeof whole === 'string' && whole.includes('#');
  return [
    { where: at(name), readings, confidence: isParameter || field !== undefined ? 'likely' : 'heuristic', message },
  ];
}

function at(name: string): Whereabouts {
  return { kind: 'path', path: fieldPath(name) };
}

function readText(text: string): readonly Observation[] {
  const missing =
    /^Required (?:request )?(?:parameter|header|cookie) '([^']+)'(?: for method parameter type \S+)? is not present\.?$/u.exec(
      text,
    )?.[1];
  if (missing !== undefined) return [{ where: at(missing), readings: [required], confidence: 'likely', message: text }];
  const conversion = conversionOf(text);
  if (conversion !== undefined) return [conversion];
  return text.startsWith('JSON parse error: ') ? readJackson(text) : [];
}

/** Jackson says what the value is and what it should be, but not where it stands. */
function readJackson(text: string): readonly Observation[] {
  const extra = /^JSON parse error: Unrecognized field "([^"]+)" \(class /u.exec(text)?.[1];
  if (extra !== undefined) return [{ where: at(extra), readings: [unknown], confidence: 'heuristic', message: text }];
  const found =
    /^JSON parse error: Cannot deserialize value of type `([^`]+)` from [A-Z][a-z]+ "([^"]*)": (.*)$/su.exec(text);
  const [, name = '', value = '', rest = ''] = found ?? [];
  const members = /^not one of the values accepted for Enum class: \[(.+)\]/su.exec(rest)?.[1];
  const readings = members === undefined ? javaType(name) : enumClass(members);
  const observation: Observation = {
    where: { kind: 'value', text: value },
    readings,
    confidence: 'heuristic',
    message: text,
  };
  return found === null ? [{ ...observation, readings: [] }] : [observation];
}

function conversionOf(text: string): Observation | undefined {
  const [, name, wanted, value] =
    /^(?:Method parameter '([^']+)': )?Failed to convert (?:property )?value of type '[^']+' to required type '([^']+)'.*; For input string: "(.*)"$/su.exec(
      text,
    ) ?? [];
  if (wanted === undefined) return undefined;
  const where: Whereabouts = name === undefined ? { kind: 'value', text: value ?? '' } : at(name);
  return { where, readings: javaType(wanted), confidence: name === undefined ? 'heuristic' : 'likely', message: text };
}

/** `{"name": "must not be null"}`, as many handlers of exceptions give it: only where every message is of Hibernate Validator. */
function readMap(json: JsonValue | undefined): readonly Observation[] {
  if (!isRecord(json)) return [];
  const read = Object.entries(json).map(([name, message]): Observation | undefined => {
    const readings = typeof message === 'string' ? meaningOf(message, springSentences) : undefined;
    return readings === undefined
      ? undefined
      : { where: at(name), readings, confidence: 'heuristic', message: asText(message) };
  });
  const known = read.filter((one) => one !== undefined);
  return known.length === read.length ? known : [];
}
