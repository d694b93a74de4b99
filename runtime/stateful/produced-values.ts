import type { Operation, ResponseDefinition } from '../model/operation.ts';
import type { BodyEntities } from './body-entities.ts';
import type { ValueOrigin } from './dependency-edge.ts';
import type { Entity } from './entity.ts';
import { scoreField, type Wanted } from './score-field.ts';

/** What the successful responses of an operation can hold. */
export interface Produced {
  readonly entities: readonly Entity[];
  /** The document says what is in the body. */
  readonly isDescribed: boolean;
  /** A documented header says where the thing is. */
  readonly hasLocation: boolean;
  /** It says of itself that it makes things. */
  readonly creates: boolean;
}

const success = /^2(?:\d\d|XX)$/u;

export function producedBy({ responses }: Pick<Operation, 'responses'>, bodyEntities: BodyEntities): Produced {
  const successes = responses.filter(({ status }) => success.test(status));
  const used = successes.length > 0 ? successes : responses.filter(({ status }) => status === 'default');
  const entities = used.flatMap(({ contents }) => bodyEntities(contents, 'subjects'));
  return {
    entities,
    isDescribed: entities.length > 0,
    hasLocation: used.some(namesLocation),
    creates: successes.some(({ status }) => status === '201'),
  };
}

function namesLocation({ headers }: ResponseDefinition): boolean {
  return headers.some(({ name }) => name.toLowerCase() === 'location');
}

/** Where a value stands in what an operation gives, and how likely it is that. */
export interface FoundValue {
  readonly origin: ValueOrigin;
  readonly score: number;
}

/** How much less likely a thing is in an object that only hangs on what the body is about. */
const aside = 0.55;
/** And how likely a thing itself has what names another. */
const foreign = 0.4;

/**
 * The likeliest places of a value among the objects of a body, the best first: a second one where it is nearly as likely, as `login` beside `id`. What is
 * wrong shows when it is used.
 */
export function findValues(wanted: Wanted, entities: readonly Entity[]): readonly FoundValue[] {
  const found: FoundValue[] = [];
  for (const entity of entities) {
    const share = shareOf(entity, wanted);
    if (share === 0) continue;
    for (const [name, type] of entity.fields) {
      const score = share * Math.max(scoreField(wanted, name, type), isOwnName(entity, name, wanted) ? ownName : 0);
      if (score < minScore) continue;
      found.push({ origin: { kind: 'body', path: [...entity.path, { kind: 'member', name }] }, score });
    }
  }
  found.sort((a, b) => b.score - a.score);
  const best = found[0]?.score ?? 0;
  return found.slice(0, maxPlaces).filter(({ score }) => score >= nearlyAsLikely * best);
}

/** Kubernetes and what is made like it: what has metadata is called by the name in them. */
function isOwnName({ path, isSubject }: Entity, field: string, { isOfAnother, names }: Wanted): boolean {
  const last = path.at(-1);
  if (!isSubject || isOfAnother || field !== 'name' || last?.kind !== 'member' || last.name !== 'metadata')
    return false;
  return names.every((words) => words.length === 1);
}

const ownName = 0.95;
const maxPlaces = 2;
const nearlyAsLikely = 0.6;
const minScore = 0.2;

/** Of the objects that a body is about, the innermost is the thing; the outer ones hold pages and totals. */
function shareOf({ noun, path, isSubject }: Entity, wanted: Wanted): number {
  if (wanted.isOfAnother) return noun === wanted.noun ? 0.9 : isSubject ? foreign : 0;
  if (!isSubject) return noun === wanted.noun ? aside : 0;
  if (noun === wanted.noun) return 1;
  // `{ "user": {…} }` among the answers of /users is the thing; under another name it may be something that it has.
  return noun === undefined || path.length === 0 ? 0.98 : 0.8;
}
