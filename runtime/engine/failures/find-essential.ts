import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import { placesOf, withAllParts, withOthers, withoutOptional, type VariablePlace } from '../../cases/vary-case.ts';
import type { Essential, EssentialValue } from '../../model/essential.ts';
import { excerpt } from '../../model/excerpt.ts';

/** What an examination may cost. */
const maxRequests = 8;

/** Sends a case; whether it showed the same failure. `undefined` where no time is left to send it. */
export type Shows = (ready: ReadyCase) => Promise<boolean | undefined>;

/**
 * Finds what in the smallest request makes it fail, by sending it with other valid values, at most eight times: what cannot be exchanged without the
 * failure going away is essential. `undefined` where that tells nothing.
 */
export async function findEssential(
  context: OperationContext,
  smallest: ReadyCase,
  shows: Shows,
): Promise<Essential | undefined> {
  const { mode, violations } = smallest.case;
  let left = maxRequests;
  const known: { readonly ready: ReadyCase; readonly shown: boolean | undefined }[] = [];
  const stillShows: Shows = async (ready) => {
    // What was answered is not asked again: a server may well refuse what it has got.
    const before = known.find((one) => isSame(one.ready, ready));
    if (before !== undefined) return before.shown;
    if (left === 0) return undefined;
    left -= 1;
    const shown = await shows(ready);
    known.push({ ready, shown });
    return shown;
  };
  if (mode === 'negative') return violations.length === 1 ? violationOrAny(context, smallest, stillShows) : undefined;
  if (await anyRequest(context, smallest, stillShows)) return { kind: 'any-request' };
  const values = await essentialAmong(placesOf(context, smallest), stillShows);
  return values.length === 0 ? undefined : { kind: 'values', values };
}

/** What is invalid is essential, unless a valid request shows it, too. */
async function violationOrAny(
  context: OperationContext,
  smallest: ReadyCase,
  shows: Shows,
): Promise<Essential | undefined> {
  const valid = withAllParts(context, smallest);
  if (valid === undefined) return undefined;
  const shown = await shows(valid);
  if (shown === undefined) return undefined;
  return { kind: shown ? 'any-request' : 'violation' };
}

/** Whether it fails with all values exchanged, with all parts there are, and with none that can be left out. */
async function anyRequest(context: OperationContext, smallest: ReadyCase, shows: Shows): Promise<boolean> {
  const variants = [withOthers, withoutOptional, withAllParts].map((vary) => vary(context, smallest));
  let differs = false;
  for (const variant of variants) {
    if (variant === undefined || isSame(variant, smallest)) continue;
    differs = true;
    if ((await shows(variant)) !== true) return false;
  }
  // Where there is but one request, any request is that one.
  return differs || placesOf(context, smallest).length === 0;
}

function isSame({ request: a }: ReadyCase, { request: b }: ReadyCase): boolean {
  return a.target === b.target && a.body === b.body && JSON.stringify(a.headers) === JSON.stringify(b.headers);
}

async function essentialAmong(places: readonly VariablePlace[], shows: Shows): Promise<readonly EssentialValue[]> {
  const found: EssentialValue[] = [];
  for (const place of places) {
    const matters = await howItMatters(place, shows);
    if (matters === undefined) continue;
    const inside = matters === 'value' ? await essentialAmong(place.inside(), shows) : [];
    if (inside.length > 0) found.push(...inside);
    else found.push(essentialValue(place, matters));
  }
  return found;
}

async function howItMatters(place: VariablePlace, shows: Shows): Promise<EssentialValue['matters'] | undefined> {
  const other = place.other();
  if (other !== undefined && (await shows(other)) === false) return 'value';
  const without = place.without();
  return without !== undefined && (await shows(without)) === false ? 'presence' : undefined;
}

function essentialValue(
  { location, parameter, pointer, value }: VariablePlace,
  matters: EssentialValue['matters'],
): EssentialValue {
  return {
    location,
    ...(parameter === undefined ? {} : { parameter }),
    pointer,
    value: excerpt(value, 80),
    matters,
  };
}
