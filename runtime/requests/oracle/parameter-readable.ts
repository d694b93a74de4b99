import type { CaseValues } from '../../model/case.ts';
import type { Operation, Parameter } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { formStyle } from '../form-style.ts';
import { ownValue } from '../own-value.ts';
import { pathStyle } from '../path-style.ts';
import { percentEncode } from '../percent-encode.ts';
import { valueShape } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { wirePairs } from '../wire-pairs.ts';
import { someReadingIsValid } from './some-reading-is-valid.ts';
import { aloneReadings, pairReadings } from './parameter-readings.ts';
import { mayBeAbsent } from './text-readings.ts';
import { textualReadings } from './textual-readings.ts';

/** Headers that clients and transports add by themselves. */
const implicitHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'connection',
  'content-length',
  'content-type',
  'host',
  'user-agent',
]);

type ParameterReadable = (values: CaseValues, first: Violation, group: readonly Violation[]) => boolean;

/** Compiles the question for parameters. */
export function parameterReader({ parameters }: Operation, schemas: Schemas): ParameterReadable {
  const shapes = new Map<Parameter, ValueShape>();
  return (values, { location, parameter: name }, group) => {
    const parameter = parameters.find((candidate) => candidate.in === location && sameName(candidate, name));
    if (parameter?.schema === undefined) return true;
    const value = valueOf(values, parameter);
    const shape = shapes.get(parameter) ?? valueShape(parameter.schema);
    shapes.set(parameter, shape);
    // A default says what a missing value means.
    if (value === undefined) return !parameter.required || isImplicit(parameter) || shape.default !== undefined;
    const { schema, required } = parameter;
    if (parameter.serialization.kind === 'content' || parameter.in === 'querystring') {
      return someReadingIsValid(value, group, { schema, shape, schemas, required, readings: textualReadings });
    }
    const readings = wireReadings(parameter, value, shape);
    if (readings === undefined || (readings.absent && !required)) return true;
    for (const reading of readings.values) if (schemas.isValid(schema, reading, 'request')) return true;
    return false;
  };
}

function sameName({ name, in: location }: Parameter, other: string | undefined): boolean {
  return location === 'header' ? name.toLowerCase() === other?.toLowerCase() : name === other;
}

function isImplicit({ in: location, name }: Parameter): boolean {
  return location === 'header' && implicitHeaders.has(name.toLowerCase());
}

function valueOf(values: CaseValues, { in: location, name }: Parameter): unknown {
  if (location === 'querystring') return values.querystring?.value;
  return ownValue(values[location], name);
}

interface WireReadings {
  /** The parameter may count as not there. */
  readonly absent: boolean;
  readonly values: Iterable<unknown>;
}

/** The readings of a parameter as it is written; `undefined` where it cannot be written. */
function wireReadings(
  { name, in: location, serialization }: Parameter,
  value: unknown,
  shape: ValueShape,
): WireReadings | undefined {
  if (serialization.kind === 'content') return undefined;
  const { style, explode } = serialization;
  if (location === 'path' || location === 'header') {
    const text = pathStyle(name, style, explode, (part) => part)(value);
    return typeof text === 'string'
      ? { absent: mayBeAbsent(text), values: aloneReadings(text, { name, style }, shape) }
      : undefined;
  }
  const text = formStyle(name, { style, explode, encode: percentEncode, separator: '&' })(value);
  if (typeof text !== 'string') return undefined;
  const pairs = wirePairs(text, '&');
  const absent = pairs.every(([key, part]) => key === name && mayBeAbsent(part));
  return { absent, values: pairReadings(pairs, name, shape) };
}
