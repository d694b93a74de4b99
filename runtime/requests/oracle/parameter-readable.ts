import type { CaseValues } from '../../model/case.ts';
import type { Operation, Parameter } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
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

/** What is found out once of a parameter with a schema. */
interface Reader {
  readonly parameter: Parameter;
  readonly schema: SchemaRef;
  readonly shape: ValueShape;
  /** `undefined` where a media type says how the value is written. */
  readonly wire: ((value: unknown) => WireReadings | undefined) | undefined;
}

/** Compiles the question for parameters. */
export function parameterReader({ parameters }: Operation, schemas: Schemas): ParameterReadable {
  const readers = new Map<string, Reader>();
  return (values, { location, parameter: name }, group) => {
    const key = `${location} ${name}`;
    let reader = readers.get(key);
    if (reader === undefined) {
      reader = readerOf(parameters.find((candidate) => candidate.in === location && sameName(candidate, name)));
      if (reader === undefined) return true;
      readers.set(key, reader);
    }
    const { parameter, schema, shape, wire } = reader;
    const { required } = parameter;
    const value = valueOf(values, parameter);
    // A default says what a missing value means.
    if (value === undefined) return !required || isImplicit(parameter) || shape.default !== undefined;
    if (wire === undefined)
      return someReadingIsValid(value, group, { schema, shape, schemas, required, readings: textualReadings });
    const readings = wire(value);
    if (readings === undefined || (readings.absent && (!required || parameter.allowEmptyValue === true))) return true;
    const seen = new Set<unknown>();
    for (const reading of readings.values) {
      if (seen.has(reading)) continue;
      seen.add(reading);
      if (schemas.isValid(schema, reading, 'request')) return true;
    }
    return false;
  };
}

function readerOf(parameter: Parameter | undefined): Reader | undefined {
  if (parameter?.schema === undefined) return undefined;
  const { schema } = parameter;
  const shape = valueShape(schema);
  return { parameter, schema, shape, wire: wireReader(parameter, shape) };
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

/** The readings of a parameter as it is written; `undefined` for a value that cannot be written. */
function wireReader(
  { name, in: location, serialization }: Parameter,
  shape: ValueShape,
): ((value: unknown) => WireReadings | undefined) | undefined {
  if (serialization.kind === 'content' || location === 'querystring') return undefined;
  if (location === 'path' || location === 'header') {
    const write = pathStyle(name, serialization, (part) => part);
    return (value) => {
      const text = write(value);
      if (typeof text !== 'string') return undefined;
      return { absent: mayBeAbsent(text), values: aloneReadings(text, { name, style: serialization.style }, shape) };
    };
  }
  const membersAlone = serialization.explode && serialization.style !== 'deepObject';
  const write = formStyle(name, { ...serialization, encode: percentEncode, separator: '&' });
  return (value) => {
    const text = write(value);
    if (typeof text !== 'string') return undefined;
    const pairs = wirePairs(text, '&');
    const absent = pairs.every(([key, part]) => key === name && mayBeAbsent(part));
    return { absent, values: pairReadings(pairs, { name, membersAlone }, shape) };
  };
}
