import { oneof, Random, type Arbitrary } from 'fast-check';
import { xorshift128plus } from 'pure-rand/generator/xorshift128plus';
import { positiveArbitrary } from '../arbitraries/positive-arbitrary.ts';
import { ApiTestGenError } from '../errors.ts';
import type { Narrowing } from '../model/narrowing.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { BodySource, OperationContext, ParameterSource, ValueSource } from './operation-context.ts';
import { undeclaredParameter } from './undeclared-parameter.ts';

/**
 * An operation whose valid parts are sent as a run learned to: what is broken stays as the document has it, and so do the oracle and all that
 * judges. What would leave a place without any value is dropped; the rest is recorded in every case (`inputs.learned`). The same
 * narrowings give the same context.
 */
export function narrowContext(
  context: OperationContext,
  narrowings: readonly Narrowing[],
  schemas: Schemas,
): OperationContext {
  const applied = new Set<Narrowing>();
  const undeclared = narrowings.flatMap((one) => undeclaredParameter(context.operation, one) ?? []);
  const wider = undeclared.length === 0 ? context : context.withUndeclared(undeclared);
  const parameters = wider.parameters.map((source): ParameterSource =>
    narrowed(
      source,
      narrowings.filter((one) => isOfParameter(one, source)),
      { schemas, applied },
    ),
  );
  const ofBody = narrowings.filter((one) => one.in === 'body');
  const bodies = context.bodies.map((source): BodySource => narrowed(source, ofBody, { schemas, applied }));
  if (applied.size === 0) return context;
  const learned = narrowings.filter((one) => applied.has(one));
  return { ...wider, parameters, bodies, inputs: { learned } };
}

function isOfParameter(one: Narrowing, { parameter }: ParameterSource): boolean {
  if (one.in !== parameter.in || one.name === undefined) return false;
  return parameter.in === 'header'
    ? one.name.toLowerCase() === parameter.name.toLowerCase()
    : one.name === parameter.name;
}

interface Setting {
  readonly schemas: Schemas;
  /** What was not dropped; it grows. */
  readonly applied: Set<Narrowing>;
}

function narrowed<S extends ValueSource>(source: S, narrowings: readonly Narrowing[], setting: Setting): S {
  const { schemas, applied } = setting;
  let { positive, presence } = source;
  let parts: readonly unknown[] = [source.schema.schema];
  for (const one of narrowings) {
    if (one.kind === 'presence') {
      presence = one.presence;
      applied.add(one);
      continue;
    }
    const narrowerParts = [...parts, one.schema];
    const narrower: SchemaRef = { ...source.schema, schema: { allOf: narrowerParts } };
    const values = usable(narrower, source, schemas);
    if (values === undefined) continue;
    applied.add(one);
    if (one.presence === 'seldom') {
      positive = oneof({ weight: 7, arbitrary: values }, { weight: 1, arbitrary: positive });
    } else {
      positive = values;
      parts = narrowerParts;
    }
  }
  const schema: SchemaRef = { ...source.schema, schema: parts.length === 1 ? parts[0] : { allOf: parts } };
  const examples = source.examples.filter(({ value }) => schemas.isValid(schema, value, 'request'));
  return { ...source, positive, examples, ...(presence && { presence }) };
}

/** How many values a narrower schema must give to be of use. */
const neededValues = 4;

/** Nothing where no values are found easily. */
function usable(schema: SchemaRef, { text }: ValueSource, schemas: Schemas): Arbitrary<unknown> | undefined {
  try {
    const values = positiveArbitrary(schema, schemas, text);
    const random = new Random(xorshift128plus(1));
    for (let made = 0; made < neededValues; made += 1) values.generate(random, undefined);
    return values;
  } catch (error) {
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}
