import { UnsatisfiableSchemaError, UnsupportedSchemaError } from '../../errors.ts';
import { pointerTo } from '../../model/json.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import type { TextProfile } from '../text-profile.ts';
import { LONGEST_ARRAY } from './array-maker.ts';
import type { Plan } from './contract.ts';
import { LONGEST_TEXT } from './string-maker.ts';

interface Culprit {
  readonly keyword: string;
  readonly pointer: string;
}

/** The error for a schema that no value was found for: too large a value, one that the place cannot carry, or none. */
export function unsatisfiable(
  schema: SchemaRef,
  plan: Plan,
  text: TextProfile,
): UnsatisfiableSchemaError | UnsupportedSchemaError {
  const { shape } = plan;
  const huge = [
    ['minLength', shape.minLength, LONGEST_TEXT],
    ['minItems', shape.minItems, LONGEST_ARRAY],
    ['minProperties', shape.minProperties, LONGEST_ARRAY],
  ] as const;
  for (const [keyword, value, limit] of huge) {
    if (value <= limit) continue;
    const node = shape.nodes.find((candidate) => candidate[keyword] === value);
    const culprit = { keyword, pointer: pointerTo((node?.[ORIGIN].ref ?? schema).location.pointer, keyword) };
    return unsupportedError(
      `"${keyword}" of ${value} asks for values larger than the ${limit} that are made.`,
      schema,
      culprit,
    );
  }
  const culprit: Culprit = { keyword: suspect(plan), pointer: pointerTo(schema.location.pointer) };
  if (text !== 'any' || shape.patterns.length > 0) {
    return unsupportedError(
      `No value was found that a ${text === 'any' ? 'body' : text} can carry and the schema allows.`,
      schema,
      culprit,
    );
  }
  return new UnsatisfiableSchemaError(
    'No value satisfies the schema: its keywords contradict each other, or it asks for itself without end.',
    {
      ...culprit,
      where: `${schema.location.file}#${culprit.pointer}`,
      hint: 'Correct the schema so that a finite value can satisfy it.',
    },
  );
}

/** The error for a schema whose values chance did not find. */
export function unsupported(schema: SchemaRef, plan: Plan): UnsupportedSchemaError {
  const keyword = suspect(plan);
  return unsupportedError(`No valid value was found in 20 tries; "${keyword}" is the likely reason.`, schema, {
    keyword,
    pointer: pointerTo(schema.location.pointer),
  });
}

function unsupportedError(message: string, schema: SchemaRef, culprit: Culprit): UnsupportedSchemaError {
  return new UnsupportedSchemaError(message, {
    ...culprit,
    where: `${schema.location.file}#${culprit.pointer}`,
    hint: 'Simplify the schema, or give an example in the document.',
  });
}

function suspect({ shape, group }: Plan): string {
  if (shape.patterns.length > 0) return 'pattern';
  if (group !== undefined) return group.keyword;
  if (shape.finite !== undefined) return shape.nodes.some((node) => node.enum !== undefined) ? 'enum' : 'const';
  const [guard] = shape.guards;
  if (guard !== undefined) return guard.oneOf === undefined ? (guard.not === undefined ? 'if' : 'not') : 'oneOf';
  return shape.unique ? 'uniqueItems' : shape.required.size > 0 ? 'required' : 'type';
}
