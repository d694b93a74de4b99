import pLimit from 'p-limit';
import type { OperationContext } from '../../cases/operation-context.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import { placesOf, type VariablePlace } from '../../cases/vary-case.ts';
import { errorSignature } from '../../checks/identity/error-signature.ts';
import { toProblem } from '../../errors.ts';
import type { Essential } from '../../model/essential.ts';
import type { Exchange, WireResponse } from '../../model/exchange.ts';
import type { Finding } from '../../model/failure.ts';
import type { Evidence, KnownFailure } from './failure-registry.ts';
import { errorCausedBy, errorDetails, identityAt, placesOfReason, type ErrorPlace } from './folding/error-place.ts';
import { failureKey } from './folding/evidence.ts';
import type { RunState } from '../run-state.ts';

/** Reasons that are looked for at one operation, in one phase. */
const maxReasons = 3;
/** Requests that one operation is asked to tell its server errors apart, in one phase. */
const maxRequests = 40;

/**
 * Looks whether there is more than one reason for the server errors of an operation whose answers say nothing of them: what makes the smallest request fail is
 * exchanged in the others. One that still fails has another reason, and is added as a failure of its own. Gives whether there was one.
 */
export async function lookFurther(run: RunState): Promise<boolean> {
  const limit = pLimit(run.options.concurrency);
  const found = await Promise.all(
    run.failures.unexplained().map(({ known, samples }) => limit(() => otherReasons(run, known, samples))),
  );
  const evidence = found.flat();
  for (const one of evidence) run.failures.add(one);
  return evidence.length > 0;
}

async function otherReasons(
  run: RunState,
  known: KnownFailure,
  samples: readonly Evidence[],
): Promise<readonly Evidence[]> {
  const { state, finding } = known.first;
  const name = known.present(finding).identity;
  const found: Evidence[] = [];
  const asker = createAsker(run, finding, known.first.ready.identity);
  const tried = new Set<string>();
  try {
    const context = run.contexts.get(state);
    for (const sample of samples) {
      if (found.length === maxReasons) break;
      const innocent = exchangeAll(context, sample.ready, known.reasons);
      if (innocent === undefined || !isNew(tried, innocent)) continue;
      const response = await asker.failing(innocent);
      if (response === undefined) continue;
      const place = await guiltyPlace(context, innocent, asker);
      if (place === undefined || known.reasons.some((reason) => isSamePlace(reason, place))) continue;
      known.reasons.push(place);
      const shown = errorCausedBy(sample.finding, place, name);
      const again = (exchange: Exchange): Finding | undefined => (isSame(exchange, finding) ? shown : undefined);
      found.push({ ...sample, ready: sentAs(innocent, known.first.ready.identity), response, finding: shown, again });
    }
  } catch (error) {
    if (error !== budgetIsSpent) run.problem(toProblem(error, state.entry.label));
  }
  return found;
}

const budgetIsSpent = new Error('the requests for this operation are used up');

/** Sends requests of one operation, as long as its budget lasts. */
interface Asker {
  /** The answer where it is the same server error. Rejects with `budgetIsSpent` where nothing can be told any more. */
  failing(ready: ReadyCase): Promise<WireResponse | undefined>;
}

function createAsker(run: RunState, finding: Finding, identity: string | undefined): Asker {
  let left = maxRequests;
  return {
    async failing(ready) {
      left -= 1;
      if (left < 0 || run.stopped() !== undefined || run.remainingMs() <= 0) throw budgetIsSpent;
      const result = await run.sender.send(ready.request, identity);
      if (result.kind !== 'response') throw budgetIsSpent;
      const exchange = { ...ready, response: result.response, durationMs: result.durationMs };
      return isSame(exchange, finding) ? result.response : undefined;
    },
  };
}

function isSamePlace(a: ErrorPlace, b: ErrorPlace): boolean {
  return a.location === b.location && a.parameter === b.parameter && a.pointer === b.pointer;
}

/** The same status, and the same words. */
function isSame(exchange: Exchange, finding: Finding): boolean {
  const { status, cause } = errorDetails(finding);
  return exchange.response.status === status && errorSignature(exchange)?.text === cause?.text;
}

function isNew(tried: Set<string>, { request: { target, headers, body } }: ReadyCase): boolean {
  const key = JSON.stringify([
    target,
    headers,
    typeof body === 'string' ? body : Buffer.from(body ?? '').toString('base64'),
  ]);
  if (tried.has(key)) return false;
  tried.add(key);
  return true;
}

/** The request without what is known to make it fail; `undefined` where that cannot be taken out. */
function exchangeAll(
  context: OperationContext,
  ready: ReadyCase,
  places: readonly ErrorPlace[],
): ReadyCase | undefined {
  let current = ready;
  for (const place of places) {
    const found = placeIn(placesOf(context, current), place);
    if (found === undefined) continue;
    const other = found.other() ?? found.without();
    if (other === undefined) return undefined;
    current = other;
  }
  return current;
}

function placeIn(places: readonly VariablePlace[], wanted: ErrorPlace): VariablePlace | undefined {
  for (const place of places) {
    if (place.location !== wanted.location || place.parameter !== wanted.parameter) continue;
    if (place.pointer === wanted.pointer) return place;
    if (!wanted.pointer.startsWith(place.pointer)) continue;
    const inner = placeIn(place.inside(), wanted);
    if (inner !== undefined) return inner;
  }
  return undefined;
}

/** The first place whose exchange makes the error go away, as deep as that can be told. */
async function guiltyPlace(context: OperationContext, ready: ReadyCase, asker: Asker): Promise<ErrorPlace | undefined> {
  let places = placesOf(context, ready);
  let guilty: ErrorPlace | undefined;
  for (let at = 0; at < places.length; at += 1) {
    const place = places[at];
    const other = place?.other();
    if (place === undefined || other === undefined || (await asker.failing(other)) !== undefined) continue;
    const { location, parameter, pointer } = place;
    guilty = { location, ...(parameter !== undefined && { parameter }), pointer };
    places = place.inside();
    at = -1;
  }
  return guilty;
}

/**
 * A server error that the server says nothing of, under the name of the value that causes it: so it has the same name in every run, whichever such error comes
 * first. Any other failure as it is.
 */
export function nameByReason(known: KnownFailure, essential: Essential | undefined): KnownFailure {
  const places = placesOfReason(known.first, essential);
  const [place] = places;
  if (place === undefined) return known;
  known.reasons.push(...places);
  const { check, state, finding } = known.first;
  const name = known.present(finding).identity;
  if (name !== String(errorDetails(finding).status)) return known;
  const identity = identityAt(name, place);
  const key = failureKey(check.id, state.entry.label, { identity });
  return { ...known, key, present: (shown) => ({ ...known.present(shown), identity }) };
}
