import { pointerTo } from '../model/json.ts';

/** A step into a JSON value: a member, or each item of a list. */
export type PathStep = { readonly kind: 'member'; readonly name: string } | { readonly kind: 'each' };

/** What is known of a value before it is seen. */
export interface FieldType {
  /** JSON types; `undefined` where any. */
  readonly types: ReadonlySet<string> | undefined;
  readonly format: string | undefined;
}

/** An object in a body that may stand for a thing: the body itself, an item of a list, what a wrapper holds, what a property refers to. */
export interface Entity {
  /** Where it stands in the body. */
  readonly path: readonly PathStep[];
  /** The noun of the property that holds it, or of the list that it is in; `undefined` for the body itself, and in wrappers that name nothing. */
  readonly noun: string | undefined;
  /** Whether it is what the body is about: reached through lists and wrappers alone. */
  readonly isSubject: boolean;
  /** The schema's name among the components, in words. */
  readonly schemaName: string | undefined;
  /** Its members, but for those that are one of a few values. */
  readonly fields: ReadonlyMap<string, FieldType>;
}

/** A path as a pointer in which `*` stands for each item: how reports show it. */
export function showPath(path: readonly PathStep[]): string {
  return path.reduce<string>((text, step) => pointerTo(text, step.kind === 'each' ? '*' : step.name), '');
}

/** Every value at a path, in order. */
export function valuesAt(value: unknown, path: readonly PathStep[]): readonly unknown[] {
  let current: readonly unknown[] = [value];
  for (const step of path) current = current.flatMap((one) => stepInto(one, step));
  return current;
}

/** Where one thing was documented and a list of them came, or the other way round, it is each of them that is meant. */
function stepInto(value: unknown, step: PathStep): readonly unknown[] {
  if (step.kind === 'each') return Array.isArray(value) ? value : [value];
  if (Array.isArray(value)) return value.flatMap((item) => (Array.isArray(item) ? [] : stepInto(item, step)));
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step.name)) return [];
  return [(value as Readonly<Record<string, unknown>>)[step.name]];
}
