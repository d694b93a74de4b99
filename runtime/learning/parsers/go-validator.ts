import type { FieldPath, Observation, Parser } from '../contract.ts';
import { unknown } from '../demands.ts';
import { fieldPath } from '../field-path.ts';
import { goTag, goType } from '../go-tags.ts';
import { asText, findRecords, isRecord, member, type JsonRecord } from '../json-shapes.ts';

/** go-playground/validator, as in gin and echo: its text, fields and tags as an app lists them, and the errors of encoding/json. */
export const goValidator: Parser = {
  framework: 'go-validator',
  read({ json, text }) {
    const fields = findRecords(json, isField);
    if (fields !== undefined) return fields.map(observationOf);
    const texts = isRecord(json)
      ? [json, member(json, 'error')].flatMap((value) => (isRecord(value) ? Object.values(value) : [value]))
      : [text];
    return texts.flatMap((value) =>
      typeof value === 'string' && value.length < 20_000 ? value.split('\n').flatMap(readLine) : [],
    );
  },
};

function isField(record: JsonRecord): boolean {
  const { field, tag } = lowerCased(record);
  return typeof field === 'string' && typeof tag === 'string' && /^[a-z][a-z0-9_]*$/u.test(tag);
}

/** `Field` or `field`, as the app's struct tags have it. */
function lowerCased(record: JsonRecord): JsonRecord {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name.toLowerCase(), value]));
}

function observationOf(record: JsonRecord): Observation {
  const { field, tag, param, namespace } = lowerCased(record);
  const place = typeof namespace === 'string' ? withoutStruct(namespace) : fieldPath(asText(field));
  const message = `${asText(namespace ?? field)}: ${asText(tag)}${typeof param === 'string' && param !== '' ? `=${param}` : ''}`;
  return observe(
    place,
    goTag(asText(tag), typeof param === 'string' || typeof param === 'number' ? String(param) : ''),
    'likely',
    message,
  );
}

/** `Item.Address.City` begins with the struct's name. */
function withoutStruct(namespace: string): FieldPath {
  const path = fieldPath(namespace);
  return path.length > 1 ? path.slice(1) : path;
}

function readLine(line: string): readonly Observation[] {
  const [, key, tag] =
    /^Key: '([^']+)' Error:Field validation for '[^']*' failed on the '([^']+)' tag$/u.exec(line) ?? [];
  if (key !== undefined && tag !== undefined) return [observe(withoutStruct(key), goTag(tag, ''), 'heuristic', line)];
  const [, place, type] =
    /^json: cannot unmarshal [a-z]+(?: \S+)? into Go struct field (\S+) of type (\S+)$/u.exec(line) ?? [];
  if (place !== undefined) return [observe(withoutStruct(place), demandOf(type), 'likely', line)];
  const root = /^json: cannot unmarshal [a-z]+(?: \S+)? into Go value of type (\S+)$/u.exec(line)?.[1];
  if (root !== undefined) return [observe([], demandOf(root), 'likely', line)];
  const extra = /^json: unknown field "(.+)"$/u.exec(line)?.[1];
  return extra === undefined ? [] : [observe([extra], [unknown], 'heuristic', line)];
}

function demandOf(type: string | undefined): Observation['readings'] {
  const demand = goType(type ?? '');
  return demand === undefined ? [] : [demand];
}

function observe(
  path: FieldPath,
  readings: Observation['readings'],
  confidence: Observation['confidence'],
  message: string,
): Observation {
  // Exported fields begin with a capital in Go: a path without one is made of the names on the wire.
  const isLoose = path.some((name) => typeof name === 'string' && !/^[a-z]/u.test(name));
  return { where: { kind: 'path', path, ...(isLoose && { naming: 'loose' }) }, readings, confidence, message };
}
