import { MalformedSpecError } from '../errors.ts';
import { MAX_NESTING, tooDeep } from './nesting.ts';

/**
 * Walks a parsed value once and gives the distinct `$ref`s that lead out of it. Throws `MalformedSpecError` for
 * values that contain themselves (YAML aliases, dereferenced objects) and for such as nest too deep.
 */
export function inspectTree(root: unknown, where: string): ReadonlySet<string> {
  const refs = new Set<string>();
  const open = new Set<object>();
  const done = new Set<object>();
  // An object stands on the stack twice: to be entered, and below its members to be left.
  const stack: unknown[] = [root];
  while (stack.length > 0) {
    const value = stack.pop();
    if (typeof value !== 'object' || value === null || done.has(value)) continue;
    if (open.has(value)) {
      open.delete(value);
      done.add(value);
      continue;
    }
    open.add(value);
    if (open.size > MAX_NESTING) throw tooDeep(where);
    stack.push(value);
    if ('$ref' in value && typeof value.$ref === 'string' && !value.$ref.startsWith('#')) refs.add(value.$ref);
    for (const member of Object.values(value)) {
      if (typeof member !== 'object' || member === null) continue;
      if (open.has(member)) throw containsItself(where);
      stack.push(member);
    }
  }
  return refs;
}

function containsItself(where: string): MalformedSpecError {
  return new MalformedSpecError('The document contains itself: a value is one of its own members.', {
    where,
    hint: 'Give the document as it was before its references were replaced; recursion is written with $ref.',
  });
}
