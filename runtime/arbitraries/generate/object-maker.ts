import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import { schemaId } from '../../schema/canonical/schema-id.ts';
import { evaluatesProperty, inPlaceOf } from '../../schema/canonical/evaluated.ts';
import type { Draw } from './draw.ts';
import { isMember } from '../../schema/evaluate/is-member.ts';
import { fixedRng, newDraw, pick } from './draw.ts';
import type { Part, Plan, Planner } from './contract.ts';
import { HIGHEST } from './contract.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { OBJECT } from '../../schema/canonical/value-types.ts';

const MOST_PROPERTIES = 10_000;

/** One property that objects of a shape may have. */
export interface PropertyPlan {
  readonly name: string;
  readonly required: boolean;
  readonly schemas: readonly LoweredSchema[];
  plan(): Plan;
}

/** What objects of a shape are made of. */
export interface ObjectPlan {
  readonly properties: readonly PropertyPlan[];
  readonly named: ReadonlyMap<string, PropertyPlan>;
  /** What every name has to satisfy. */
  readonly nameSchemas: readonly LoweredSchema[];
  readonly min: number;
  readonly max: number;
  /** A property of a name that the schemas do not list; nothing where they forbid it. */
  other(name: string): PropertyPlan | undefined;
  /** Names that must come with a name. */
  dependents(name: string): readonly string[];
}

/** What `unevaluatedProperties` of a schema sees. */
type Evaluated = ReadonlyMap<LoweredSchema, ReadonlySet<LoweredSchema>>;

function evaluatedOf(shape: CanonicalLeaf): Evaluated {
  const found = new Map<LoweredSchema, ReadonlySet<LoweredSchema>>();
  for (const node of shape.objects)
    if (node.unevaluatedProperties !== undefined) found.set(node, inPlaceOf(shape, node));
  return found;
}

/** The schemas of a property; nothing where one of them forbids it, or messages of this kind leave it out. */
function propertySchemas(
  shape: CanonicalLeaf,
  evaluated: Evaluated,
  name: string,
): readonly LoweredSchema[] | undefined {
  const found: LoweredSchema[] = [];
  for (const node of shape.objects) {
    const declared =
      node.properties !== undefined && Object.hasOwn(node.properties, name) ? node.properties[name] : undefined;
    if (declared?.['x-atg-hidden']) return undefined;
    if (declared !== undefined) found.push(declared);
    let known = declared !== undefined;
    if (node.patternProperties !== undefined) {
      for (const [pattern, schema] of Object.entries(node.patternProperties)) {
        if (!compilePattern(pattern).test(name)) continue;
        known = true;
        found.push(schema);
      }
    }
    if (!known && node.additionalProperties === false) return undefined;
    if (!known && node.additionalProperties) found.push(node.additionalProperties);
    if (node.unevaluatedProperties === undefined) continue;
    if (evaluatesProperty(evaluated.get(node) ?? new Set(), name, node)) continue;
    if (node.unevaluatedProperties === false) return undefined;
    found.push(node.unevaluatedProperties);
  }
  if (found.some((schema) => schema['x-atg-false'])) return undefined;
  return found;
}

export function objectPlan(shape: CanonicalLeaf, planner: Planner): ObjectPlan {
  const names = new Set<string>();
  for (const node of shape.objects) for (const name of Object.keys(node.properties ?? {})) names.add(name);
  const listed = new Set(names);
  for (const name of shape.required) names.add(name);
  const evaluated = evaluatedOf(shape);
  const nameSchemas = shape.objects.flatMap((node) => (node.propertyNames === undefined ? [] : [node.propertyNames]));
  const property = (name: string): PropertyPlan | undefined => {
    const schemas = propertySchemas(shape, evaluated, name);
    if (schemas === undefined || !nameSchemas.every((schema) => isMember(schema, name))) return undefined;
    let plan: Plan | undefined;
    return { name, required: shape.required.has(name), schemas, plan: () => (plan ??= planner.plan(schemas)) };
  };
  const dependents = new Map<string, string[]>();
  for (const node of shape.objects) {
    for (const [name, others] of Object.entries(node.dependentRequired ?? {})) {
      dependents.set(name, [...(dependents.get(name) ?? []), ...others]);
      for (const other of others) names.add(other);
    }
  }
  const properties = [...names].map(property).filter((made) => made !== undefined);
  return {
    properties,
    named: new Map(properties.map((made) => [made.name, made])),
    nameSchemas,
    min: Math.max(
      shape.minProperties,
      shape.someProperties.length > 0 ? 1 : 0,
      planner.profile === 'any' || properties.length === 0 ? 0 : 1,
    ),
    max: shape.maxProperties,
    other: (name) => (listed.has(name) ? undefined : property(name)),
    dependents: (name) => dependents.get(name) ?? [],
  };
}

export function objectPart(shape: CanonicalLeaf, planner: Planner): Part | undefined {
  if (shape.minProperties > Math.min(shape.maxProperties, MOST_PROPERTIES)) return undefined;
  const plan = objectPlan(shape, planner);
  const needed = neededNames(shape, plan);
  if (needed.size > plan.max) return undefined;
  const required = plan.properties.filter((property) => needed.has(property.name));
  if (required.length < needed.size) return undefined; // one of them is forbidden
  const optional = plan.properties.filter((property) => !needed.has(property.name));
  const task: ObjectTask = { plan, required, optional, shape, planner };
  return {
    type: OBJECT,
    members: () => (plan.max === 0 ? [{}] : undefined),
    least: (height) => leastMembers(task, height),
    make: (draw, height) => makeObject(task, draw, height),
  };
}

/** The required names, and all that have to come with them. */
function neededNames(shape: CanonicalLeaf, plan: ObjectPlan): ReadonlySet<string> {
  const needed = new Set(shape.required);
  // A Set's loop also visits what is added meanwhile.
  for (const name of needed) for (const other of plan.dependents(name)) needed.add(other);
  return needed;
}

function leastMembers(task: ObjectTask, height: number): number {
  const { plan, required, shape } = task;
  if (required.length === 0 && plan.min === 0) return 1;
  if (height < 1) return Number.POSITIVE_INFINITY;
  let nodes = 1;
  for (const property of required) {
    nodes += property.plan().least(height - 1).nodes;
    if (nodes === Number.POSITIVE_INFINITY) return nodes;
  }
  if (!enough(task, height)) return Number.POSITIVE_INFINITY;
  const isPossible = shape.someProperties.every((wanted) => somePlace(task, wanted, height - 1) !== undefined);
  return isPossible ? Math.max(nodes, 1 + plan.min) : Number.POSITIVE_INFINITY;
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
  const { plan, required, shape } = task;
  const chosen = new Set<PropertyPlan>(required);
  const wanted =
    shape.someProperties.length === 0 || height < 1 ? NOTHING_WANTED : wantedProperties(task, draw, height - 1);
  if (wanted === undefined) return undefined;
  for (const property of wanted.keys()) chosen.add(property);
  if (height >= 1) {
    chooseOptional(task, chosen, draw, height);
    if (!addDependents(task, chosen, height)) return undefined;
    if (chosen.size < plan.min) {
      for (const property of task.optional)
        if (chosen.size < plan.min && property.plan().fits(height - 1)) chosen.add(property);
      if (!addDependents(task, chosen, height)) return undefined;
    }
  }
  const object: Record<string, unknown> = {};
  // In the document's order, whatever the order of choice.
  const invented = [...wanted.keys()].filter((property) => !plan.named.has(property.name));
  for (const property of invented.length === 0 ? plan.properties : [...plan.properties, ...invented]) {
    if (!chosen.has(property)) continue;
    const value = (wanted.get(property) ?? property.plan()).make(draw, height - 1);
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
      const dependent = plan.named.get(name);
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

type SomeProperty = CanonicalLeaf['someProperties'][number];

const NOTHING_WANTED: ReadonlyMap<PropertyPlan, Plan> = new Map();

/** The properties that `someProperties` ask for, each with the plan of its value. */
function wantedProperties(task: ObjectTask, draw: Draw, height: number): Map<PropertyPlan, Plan> | undefined {
  const found = new Map<PropertyPlan, Plan>();
  for (const wanted of task.shape.someProperties) {
    const place = somePlace(task, wanted, height, draw);
    if (place === undefined) return undefined;
    found.set(place.property, place.plan);
  }
  return found;
}

/** A property whose name and value are as wanted: a listed one, or one of a name of our own. */
function somePlace(
  { plan, shape, planner }: ObjectTask,
  { name, value }: SomeProperty,
  height: number,
  draw?: Draw,
): { readonly property: PropertyPlan; readonly plan: Plan } | undefined {
  const candidates = function* candidates(): IterableIterator<PropertyPlan> {
    for (const property of plan.properties) if (name === undefined || isMember(name, property.name)) yield property;
    const names = planner.plan([...plan.nameSchemas, ...(name === undefined ? [] : [name])]);
    const samples = [...NAMES, ...nameSamples(shape, planner, undefined, 10)];
    const fitting = samples.filter((sample) => name === undefined || isMember(name, sample));
    for (let attempt = 0; attempt < 8 && names.fits(0); attempt++) {
      const sample = names.make(draw ?? steadyDraw(attempt), 0);
      if (typeof sample === 'string') fitting.push(sample);
    }
    for (const sample of fitting) {
      const property = plan.named.get(sample) ?? plan.other(sample);
      if (property !== undefined) yield property;
    }
  };
  for (const property of candidates()) {
    const both = planner.plan([...property.schemas, value]);
    if (both.fits(height)) return { property, plan: both };
  }
  return undefined;
}

/** Choices that do not change, for questions that must always have the same answer. */
function steadyDraw(seed: number): Draw {
  return newDraw({ rng: fixedRng(seed), edgy: false, strict: false, left: 100 });
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
  if (isMap) missing = draw.rng.nextInt(0, Math.min(draw.edgy ? MOST_IN_A_MAP : 2, plan.max));
  if (missing <= 0) return object;
  for (const property of inventedNames(shape, planner, plan, missing, draw)) {
    if (Object.hasOwn(object, property.name) || !property.plan().fits(height - 1)) continue;
    const value = property.plan().make(draw, height - 1);
    if (value !== undefined) setOwn(object, property.name, value);
    if (Object.keys(object).length >= plan.max) break;
  }
  return Object.keys(object).length >= plan.min ? object : undefined;
}

const MOST_IN_A_MAP = 6;

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
    if (found.has(name) || plan.named.has(name)) return;
    const property = plan.other(name);
    if (property?.plan().fits(HIGHEST)) found.set(name, property);
  };
  for (const sample of nameSamples(shape, planner, draw, Math.min(count, 50) * 3)) if (found.size < count) add(sample);
  for (let index = 0; found.size < count && index < count + NAMES.length * 2; index++) {
    add(index < NAMES.length ? (NAMES[index] ?? 'key') : `key${index}`);
  }
  return [...found.values()];
}

/** One property for each schema that speaks of names it does not list. */
export function mapProperties(shape: CanonicalLeaf, planner: Planner): readonly PropertyPlan[] {
  const kinds = shape.objects.reduce(
    (count, node) =>
      count +
      Object.keys(node.patternProperties ?? {}).length +
      (node.additionalProperties ? 1 : 0) +
      (node.unevaluatedProperties ? 1 : 0),
    0,
  );
  if (kinds === 0 || shape.maxProperties === 0) return [];
  const plan = objectPlan(shape, planner);
  const found = new Map<string, PropertyPlan>();
  for (const property of inventedNames(shape, planner, plan, Math.min(kinds, 5) * 4, undefined)) {
    const key = property.schemas.map(schemaId).join();
    if (!found.has(key)) found.set(key, property);
  }
  return [...found.values()];
}

/** Names that the patterns of `patternProperties` and the schemas of `propertyNames` make likely. */
function nameSamples(shape: CanonicalLeaf, planner: Planner, draw: Draw | undefined, count: number): readonly string[] {
  const schemas: LoweredSchema[][] = [];
  const names = shape.objects.flatMap((node) => (node.propertyNames === undefined ? [] : [node.propertyNames]));
  if (names.length > 0) schemas.push(names);
  for (const node of shape.objects) {
    for (const pattern of Object.keys(node.patternProperties ?? {})) {
      schemas.push([...names, patternSchema(node, pattern)]);
    }
  }
  if (schemas.length === 0) return [];
  const listed = names.length === 0 ? undefined : planner.plan(names).members();
  const found: string[] = (listed ?? []).filter((name) => typeof name === 'string');
  for (let attempt = 0; attempt < count; attempt++) {
    const source = draw ?? steadyDraw(attempt);
    const plan = planner.plan(attempt < schemas.length ? (schemas[attempt] ?? []) : pick(source.rng, schemas));
    const name = plan.fits(0) ? plan.make(source, 0) : undefined;
    if (typeof name === 'string') found.push(name);
  }
  return found;
}

const patternSchemas = new WeakMap<LoweredSchema, Map<string, LoweredSchema>>();

/** Always the same object for the same pattern, so that it is planned once. */
function patternSchema(node: LoweredSchema, pattern: string): LoweredSchema {
  let known = patternSchemas.get(node);
  if (known === undefined) {
    known = new Map();
    patternSchemas.set(node, known);
  }
  let schema = known.get(pattern);
  if (schema === undefined) {
    schema = { [ORIGIN]: { ...node[ORIGIN], synthetic: true }, type: ['string'], pattern, minLength: 1 };
    known.set(pattern, schema);
  }
  return schema;
}

/** Sets a member whatever its name: `__proto__` is a name like any other. */
export function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  else object[name] = value;
}
