import type { Random } from 'fast-check';
import { setParameter, type CaseDraft } from '../cases/case-draft.ts';
import type { OperationContext } from '../cases/operation-context.ts';
import { valueShape, type ValueShape } from '../requests/value-shape.ts';

/** Draws of a body that are looked through for other texts: a member that may be left out is not in all of them. */
const maxDraws = 6;
/** A body with more texts is no account with a name that must be its own. */
const maxTexts = 24;

/** Texts of these formats say when: two things may have the same. */
const times: ReadonlySet<string> = new Set(['date', 'time', 'date-time', 'duration']);

/**
 * Exchanges the texts of a request for others that are as valid, where any text may stand: in its path, and in its body. Everything else stays, so that what
 * a request did it still does where a server only wants a name, a code or an address to be new.
 */
export function freshenTexts(context: OperationContext, draft: CaseDraft, random: Random): void {
  for (const source of context.parameters) {
    const { parameter, schema, positive } = source;
    if (parameter.in !== 'path' || typeof draft.path[parameter.name] !== 'string' || !isFree(valueShape(schema)))
      continue;
    const { value } = positive.generate(random, undefined);
    if (typeof value === 'string' && source.isValid(value)) setParameter(draft, parameter, value);
  }
  const { body } = draft;
  if (body?.kind !== 'value') return;
  const source = context.bodies.find(({ mediaType }) => mediaType === body.mediaType);
  if (source === undefined) return;
  const draws = Array.from({ length: maxDraws }, () => source.positive.generate(random, undefined).value);
  let { value } = body;
  for (const path of textPaths(value, valueShape(source.schema)).slice(0, maxTexts)) {
    const old = at(value, path);
    const fresh = draws.map((draw) => at(draw, path)).find((text) => typeof text === 'string' && text !== old);
    if (fresh === undefined) continue;
    const next = withText(value, path, fresh);
    if (source.isValid(next)) value = next;
  }
  draft.body = { ...body, value };
}

type Path = readonly (string | number)[];

/** Where free texts stand in a value. */
function textPaths(value: unknown, shape: ValueShape, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return isFree(shape) ? [path] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => textPaths(item, shape.items, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, member]) => textPaths(member, shape.property(name), [...path, name]));
}

function isFree({ members, formats, isBinary }: ValueShape): boolean {
  return members.length === 0 && !isBinary && !formats.some((format) => times.has(format));
}

function at(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Readonly<Record<string | number, unknown>>)[step];
  }
  return current;
}

function withText(value: unknown, [step, ...rest]: Path, text: unknown): unknown {
  if (step === undefined) return text;
  if (Array.isArray(value)) return value.map((item, index) => (index === step ? withText(item, rest, text) : item));
  const members = value as Readonly<Record<string, unknown>>;
  return { ...members, [step]: withText(members[step], rest, text) };
}
