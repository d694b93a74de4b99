import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { Part, Plan, Planner } from './contract.ts';
import { HIGHEST } from './contract.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { OBJECT } from '../../schema/canonical/value-types.ts';

const MOST_PROPERTIES = 10_000;

/** One property that objects of a shape may have. */
export interface PropertyPlan {
  readonly name: string;
  readonly required: boolean;
  plan(): Plan;
}

/** What objects of a shape are made of. */
export interface ObjectPlan {
  readonly properties: readonly PropertyPlan[];
  readonly min: number;
  readonly max: number;
  /** A property of a name that the schemas do not list; nothing where they forbid it. */
  other(name: string): PropertyPlan | undefined;
  /** Names that must come with a name. */
  dependents(name: string): readonly string[];
}

/** The schemas of a property; nothing where one of them forbids it, or messages of this kind leave it out. */
function propertySchemas(shape: CanonicalLeaf, name: string): readonly LoweredSchema[] | undefined {
  const found: LoweredSchema[] = [];
  for (const node of shape.objects) {
    const declared =
      node.properties !== undefined && Object.hasOwn(node.properties, name) ? node.properties[name] : undefined;
    if (declared?.['x-atg-hidden']) return undefined;
    if (declared !== undefined) found.push(declared);
    let known = declared !== undefined;
    for (const [pattern, schema] of Object.entries(node.patternProperties ?? {})) {
      if (!compilePattern(pattern).test(name)) continue;
      known = true;
      found.push(schema);
    }
    if (known) continue;
    if (node.additionalProperties === false) return undefined;
    if (node.additionalProperties !== undefined) found.push(node.additionalProperties);
    else if (node.unevaluatedProperties) found.push(node.unevaluatedProperties);
  }
  if (found.some((schema) => schema['x-atg-false'])) return undefined;
  return found;
}

/** Whether a schema beyond reach of `properties` closes the object: only what some schema lists may be there. */
function isClosed(shape: CanonicalLeaf): boolean {
  return shape.objects.some((node) => node.unevaluatedProperties === false);
}

export function objectPlan(shape: CanonicalLeaf, planner: Planner): ObjectPlan {
  const names = new Set<string>();
  for (const node of shape.objects) for (const name of Object.keys(node.properties ?? {})) names.add(name);
  const listed = new Set(names);
  for (const name of shape.required) names.add(name);
  const nameSchemas = shape.objects.flatMap((node) => (node.propertyNames === undefined ? [] : [node.propertyNames]));
  const allowsName = (name: string): boolean =>
    nameSchemas.every((schema) => planner.schemas.isValid(schema[ORIGIN].ref, name, 'request'));
  const property = (name: string): PropertyPlan | undefined => {
    const schemas = propertySchemas(shape, name);
    if (schemas === undefined || (nameSchemas.length > 0 && !allowsName(name))) return undefined;
    let plan: Plan | undefined;
    return { name, required: shape.required.has(name), plan: () => (plan ??= planner.plan(schemas)) };
  };
  const dependents = new Map<string, string[]>();
  for (const node of shape.objects) {
    for (const [name, others] of Object.entries(node.dependentRequired ?? {})) {
      dependents.set(name, [...(dependents.get(name) ?? []), ...others]);
      for (const other of others) names.add(other);
    }
  }
  const properties = [...names].map(property).filter((made) => made !== undefined);
  const closed = isClosed(shape);
  return {
    properties,
    min: Math.max(shape.minProperties, planner.profile === 'any' || properties.length === 0 ? 0 : 1),
    max: shape.maxProperties,
    other: (name) => (listed.has(name) || (closed && !matchesPattern(shape, name)) ? undefined : property(name)),
    dependents: (name) => dependents.get(name) ?? [],
  };
}

function matchesPattern(shape: CanonicalLeaf, name: string): boolean {
  return shape.objects.some((node) =>
    Object.keys(node.patternProperties ?? {}).some((pattern) => compilePattern(pattern).test(name)),
  );
}

export function objectPart(shape: CanonicalLeaf, planner: Planner): Part | undefined {
  if (shape.minProperties > Math.min(shape.maxProperties, MOST_PROPERTIES) || shape.required.size > shape.maxProperties)
    return undefined;
  const plan = objectPlan(shape, planner);
  const required = plan.properties.filter((property) => property.required);
  if (required.length < shape.required.size) return undefined; // one of them is forbidden
  const optional = plan.properties.filter((property) => !property.required);
  const task: ObjectTask = { plan, required, optional, shape, planner };
  return {
    type: OBJECT,
    fits: (height) =>
      required.length === 0 && plan.min === 0
        ? true
        : height >= 1 && required.every((property) => property.plan().fits(height - 1)) && enough(task, height),
    make: (draw, height) => makeObject(task, draw, height),
  };
}

interface ObjectTask {
  readonly plan: ObjectPlan;
  readonly required: readonly PropertyPlan[];
  readonly optional: readonly PropertyPlan[];
  readonly shape: CanonicalLeaf;
  readonly planner: Planner;
}

function enough({ plan, required, optional, shape, planner }: ObjectTask, height: number): boolean {
  let missing = plan.min - required.length;
  for (const property of optional) {
    if (missing <= 0) return true;
    if (property.plan().fits(height - 1)) missing--;
  }
  return missing <= 0 || inventedNames(shape, planner, plan, missing, undefined).length >= missing;
}

function makeObject(task: ObjectTask, draw: Draw, height: number): unknown {
  const { plan, required, optional } = task;
  const chosen = new Set<PropertyPlan>(required);
  if (height >= 1) {
    chooseOptional(task, chosen, draw, height);
    if (!addDependents(task, chosen, height)) return undefined;
    if (chosen.size < plan.min) {
      for (const property of optional)
        if (chosen.size < plan.min && property.plan().fits(height - 1)) chosen.add(property);
      if (!addDependents(task, chosen, height)) return undefined;
    }
  }
  const object: Record<string, unknown> = {};
  // In the document's order, whatever the order of choice.
  for (const property of plan.properties) {
    if (!chosen.has(property)) continue;
    const value = property.plan().make(draw, height - 1);
    if (value === undefined) {
      if (property.required) return undefined;
      continue;
    }
    setOwn(object, property.name, value);
  }
  return height >= 1 ? fillUp(task, object, draw, height) : object;
}

function chooseOptional({ plan, optional }: ObjectTask, chosen: Set<PropertyPlan>, draw: Draw, height: number): void {
  if (optional.length === 0 || draw.left <= 0) return;
  // None, all, or each by a coin, which is heavier the more there are.
  const style = draw.rng.nextInt(0, 7);
  if (style === 0) return;
  const all = style === 1;
  const odds = optional.length > 12 ? Math.ceil(optional.length / 6) : 1;
  for (const property of optional) {
    if (chosen.size >= plan.max) return;
    if (!all && draw.rng.nextInt(0, odds) !== 0) continue;
    if (draw.left > 0 && property.plan().fits(height - 1)) chosen.add(property);
  }
}

/** Adds what `dependentRequired` asks for; drops an optional name whose dependents cannot be had. */
function addDependents({ plan }: ObjectTask, chosen: Set<PropertyPlan>, height: number): boolean {
  for (const property of chosen) {
    for (const name of plan.dependents(property.name)) {
      const dependent = plan.properties.find((other) => other.name === name);
      if (dependent === undefined || !dependent.plan().fits(height - 1)) {
        if (property.required) return false;
        chosen.delete(property);
        break;
      }
      chosen.add(dependent); // a Set's loop also visits what is added meanwhile
    }
  }
  return chosen.size <= plan.max;
}

/** Adds names of our own where `minProperties` or the document's `patternProperties` leave no other way. */
function fillUp(
  { shape, planner, plan }: ObjectTask,
  object: Record<string, unknown>,
  draw: Draw,
  height: number,
): unknown {
  let missing = plan.min - Object.keys(object).length;
  const isMap = plan.properties.length === 0 && missing <= 0 && draw.left > 0 && isOpenMap(shape) && plan.max > 0;
  if (isMap) missing = draw.rng.nextInt(0, Math.min(2, plan.max));
  if (missing <= 0) return object;
  for (const property of inventedNames(shape, planner, plan, missing, draw)) {
    if (Object.hasOwn(object, property.name) || !property.plan().fits(height - 1)) continue;
    const value = property.plan().make(draw, height - 1);
    if (value !== undefined) setOwn(object, property.name, value);
    if (Object.keys(object).length >= plan.max) break;
  }
  return Object.keys(object).length >= plan.min ? object : undefined;
}

/** A map: no property is listed, and the schema says what the others hold. */
function isOpenMap(shape: CanonicalLeaf): boolean {
  return shape.objects.some(
    (node) =>
      node.patternProperties !== undefined ||
      (node.additionalProperties !== undefined && node.additionalProperties !== false),
  );
}

const NAMES = ['key', 'name', 'value', 'data', 'item', 'a', 'b', 'x-key'];

function inventedNames(
  shape: CanonicalLeaf,
  planner: Planner,
  plan: ObjectPlan,
  count: number,
  draw: Draw | undefined,
): readonly PropertyPlan[] {
  const found = new Map<string, PropertyPlan>();
  const add = (name: string): void => {
    if (found.has(name) || plan.properties.some((property) => property.name === name)) return;
    const property = plan.other(name);
    if (property?.plan().fits(HIGHEST)) found.set(name, property);
  };
  for (const sample of nameSamples(shape, planner, draw, Math.min(count, 50) * 3)) if (found.size < count) add(sample);
  for (let index = 0; found.size < count && index < count + NAMES.length * 2; index++) {
    add(index < NAMES.length ? (NAMES[index] ?? 'key') : `key${index}`);
  }
  return [...found.values()];
}

/** Names that the patterns of `patternProperties` and the schema of `propertyNames` make likely. */
function nameSamples(shape: CanonicalLeaf, planner: Planner, draw: Draw | undefined, count: number): readonly string[] {
  const schemas: LoweredSchema[][] = [];
  for (const node of shape.objects) {
    if (node.propertyNames !== undefined) schemas.push([node.propertyNames]);
    for (const pattern of Object.keys(node.patternProperties ?? {})) {
      schemas.push([{ [ORIGIN]: { ...node[ORIGIN], synthetic: true }, type: ['string'], pattern, minLength: 1 }]);
    }
  }
  if (schemas.length === 0) return [];
  const names: string[] = [];
  const source = draw ?? {
    rng: { nextInt: (min: number, max: number) => min + ((names.length * 7) % (max - min + 1)) },
    edgy: false,
    strict: false,
    left: 100,
  };
  for (let attempt = 0; attempt < count; attempt++) {
    const plan = planner.plan(attempt < schemas.length ? (schemas[attempt] ?? []) : pick(source.rng, schemas));
    const name = plan.fits(0) ? plan.make(source, 0) : undefined;
    if (typeof name === 'string') names.push(name);
  }
  return names;
}

/** Sets a member whatever its name: `__proto__` is a name like any other. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
