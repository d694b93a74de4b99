import type { Example } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { child, isObject, member, type SpecNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';

/**
 * `example` and `examples` of a parameter or media type. Of an example whose value stands outside the document (`externalValue`)
 * there is only its address; one that cannot be found is left out.
 */
export function explicitExamples(context: ApiContext, holder: SpecNode): readonly Example[] {
  const found: Example[] = [];
  pushValue(found, undefined, child(holder, 'example'));
  const examples = child(holder, 'examples');
  if (Array.isArray(examples.value)) pushElements(found, examples);
  else if (isObject(examples.value)) {
    for (const name of Object.keys(examples.value)) {
      const example = context.resolver.tryDereference(child(examples, name));
      if (example === undefined || !isObject(example.value)) continue;
      // OpenAPI 3.2 calls the value `dataValue`.
      const key = Object.hasOwn(example.value, 'value') ? 'value' : 'dataValue';
      pushValue(found, name, child(example, key));
      const external = member(example.value, 'externalValue');
      const isElsewhere = member(example.value, key) === undefined && typeof external === 'string';
      if (isElsewhere) found.push({ name, value: undefined, location: example.location, external });
    }
  }
  return found;
}

/** `example`, `examples` and `default` of a schema, through its `$ref`; a schema that is not found is another's problem. */
export function schemaExamples(context: ApiContext, schema: SchemaRef | undefined): readonly Example[] {
  if (schema === undefined || !isObject(schema.schema)) return [];
  const target = context.resolver.tryDereference({ value: schema.schema, location: schema.location });
  const nodes = target === undefined || target.value === schema.schema ? [] : [target];
  const found: Example[] = [];
  for (const node of [{ value: schema.schema as unknown, location: schema.location }, ...nodes]) {
    // Beside a `$ref` they count too: that is where authors put them, also before 3.1.
    pushValue(found, undefined, child(node, 'example'));
    const examples = child(node, 'examples');
    if (Array.isArray(examples.value)) pushElements(found, examples);
    pushValue(found, undefined, child(node, 'default'));
  }
  return found;
}

/** A value as an example, where there is one. */
export function pushValue(found: Example[], name: string | undefined, node: SpecNode): void {
  if (node.value !== undefined) found.push({ name, value: node.value, location: node.location });
}

/**
 * Swagger 2.0's vendor extensions `x-example` and `x-examples` of a parameter. The members of the latter are Example
 * Objects or bare values, by name or by media type; those of other media types than the given one are left out.
 */
export function extensionExamples(holder: SpecNode, mediaType?: string): readonly Example[] {
  const found: Example[] = [];
  pushValue(found, undefined, child(holder, 'x-example'));
  const examples = child(holder, 'x-examples');
  if (Array.isArray(examples.value)) pushElements(found, examples);
  else if (isObject(examples.value)) {
    for (const name of Object.keys(examples.value)) {
      const isMediaType = name.includes('/');
      if (isMediaType && name !== mediaType) continue;
      const example = child(examples, name);
      const wrapped = isObject(example.value) && member(example.value, 'value') !== undefined;
      pushValue(found, isMediaType ? undefined : name, wrapped ? child(example, 'value') : example);
    }
  }
  return found;
}

function pushElements(found: Example[], list: SpecNode & { readonly value: unknown }): void {
  const { length } = list.value as readonly unknown[];
  for (let i = 0; i < length; i += 1) pushValue(found, undefined, child(list, i));
}
