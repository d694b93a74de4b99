import type { Exchange } from '../model/exchange.ts';
import type { JsonValue } from '../model/json.ts';
import type { Constraint, DeclaredNames, Demand, Framework, Observation, Parser, Refusal } from './contract.ts';
import { findPlaces, type Place } from './find-places.ts';
import { isBroken, isOfKind } from './is-broken.ts';
import { withoutConflicts } from './without-conflicts.ts';

/** The statuses by which frameworks refuse data; the others speak of credentials, absence, conflicts and the like. */
const refusals = new Set([400, 422]);

/** Longer bodies, in bytes, are lists of data or pages, no messages. */
const maxBytes = 256 * 1024;

const noNames: DeclaredNames = { parameters: [], bodyProperties: () => [] };

/**
 * The constraints that a refusal teaches: none for a status other than 400 and 422, for a case that is not surely positive, and for a body that no parser knows. What
 * the request that was refused does not break is not learned, nor what several of its values break.
 */
export function learnWith(
  parsers: readonly Parser[],
  exchange: Exchange,
  declared: DeclaredNames = noNames,
): readonly Constraint[] {
  const { case: sent, response } = exchange;
  if (!refusals.has(response.status) || sent.mode !== 'positive' || sent.doubtful) return [];
  if (response.truncated || response.body.byteLength > maxBytes) return [];
  const refusal = readRefusal(new TextDecoder().decode(response.body));
  for (const parser of parsers) {
    const observations = parser.read(refusal);
    if (observations.length > 0)
      return withoutConflicts(
        distinct(observations.flatMap((one) => settle(one, exchange, declared, parser.framework))),
      );
  }
  return [];
}

/** The body of a refusal as parsers read it. */
export function readRefusal(text: string): Refusal {
  try {
    return { text, json: JSON.parse(text) as JsonValue };
  } catch {
    return { text, json: undefined };
  }
}

/** Compares an observation with the request: one place and one reading that its value breaks, or nothing. */
function settle(
  observation: Observation,
  { case: { values } }: Exchange,
  declared: DeclaredNames,
  framework: Framework,
): readonly Constraint[] {
  const { where, readings, refused } = observation;
  const fits = findPlaces(observation, values, declared).flatMap((place) => {
    if (refused !== undefined && place.value !== undefined && !isOfKind(refused, place.value)) return [];
    const demand = readings.find((reading) => isBroken(reading, place.value, place.asText));
    return demand === undefined ? [] : [{ place, demand }];
  });
  const [first, second] = fits;
  if (first === undefined) return [];
  const isSettled =
    second === undefined || (where.kind === 'path' && where.each === true && isSameList(first.place, second.place));
  return isSettled ? [constraintOf(observation, first.place, first.demand, framework)] : [];
}

function isSameList(one: Place, other: Place): boolean {
  return one.location === other.location && one.parameter === other.parameter;
}

function constraintOf(
  { confidence, message }: Observation,
  place: Place,
  demand: Demand,
  framework: Framework,
): Constraint {
  const { location, parameter, pointer, path } = place;
  const general = path.map((token) => (typeof token === 'number' ? ['*'] : token));
  return {
    location,
    ...(parameter !== undefined && { parameter }),
    pointer,
    path,
    demand,
    confidence,
    message,
    framework,
    identity: JSON.stringify([location, parameter ?? null, general, demand]),
  };
}

function distinct(constraints: readonly Constraint[]): readonly Constraint[] {
  return [...new Map(constraints.toReversed().map((one) => [one.identity, one])).values()].toReversed();
}
