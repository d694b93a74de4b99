import type { CaseValues } from '../model/case.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Constraint, DeclaredNames, FieldPath } from './contract.ts';
import { asTextIn } from './find-places.ts';
import { learnFrom } from './index.ts';
import { isBroken } from './is-broken.ts';

/** A constraint that may be relied on. */
export interface ConfirmedConstraint {
  readonly constraint: Constraint;
  /** The different cases that were refused for it: two at least. */
  readonly hits: number;
}

const neededHits = 2;

/** A constraint, and the different cases that were refused for it. */
export interface HeardConstraint {
  readonly constraint: Constraint;
  readonly cases: ReadonlySet<unknown>;
}

/**
 * What the exchanges of one operation teach when taken together: a constraint that two cases were refused for, and that no accepted case
 * breaks. In the order in which the exchanges are given, so give them in an order that does not depend on time.
 */
export function confirmedConstraints(
  exchanges: readonly Exchange[],
  declared?: DeclaredNames,
): readonly ConfirmedConstraint[] {
  const heard = new Map<string, { readonly constraint: Constraint; readonly cases: Set<string> }>();
  for (const exchange of exchanges) {
    for (const constraint of learnFrom(exchange, declared)) {
      const entry = heard.get(constraint.identity) ?? { constraint, cases: new Set() };
      // A request that is sent again to verify a failure is no second witness.
      entry.cases.add(JSON.stringify(exchange.case.seedPath));
      heard.set(constraint.identity, entry);
    }
  }
  const accepted = exchanges.filter(({ response }) => response.status >= 200 && response.status < 300);
  return confirmed(
    [...heard.values()],
    accepted.map((exchange) => exchange.case.values),
  );
}

/** Those of the constraints that two cases were refused for, and that none of the accepted values breaks. */
export function confirmed(
  heard: readonly HeardConstraint[],
  accepted: readonly CaseValues[],
): readonly ConfirmedConstraint[] {
  return heard
    .filter(({ cases }) => cases.size >= neededHits)
    .filter(({ constraint }) => !accepted.some((values) => isBrokenIn(constraint, values)))
    .map(({ constraint, cases }) => ({ constraint, hits: cases.size }));
}

/** Whether some value at the constraint's place breaks it. */
function isBrokenIn({ location, parameter, path, demand }: Constraint, values: CaseValues): boolean {
  const holder = holderOf(location, parameter, values);
  return valuesAlong(holder, path).some((value) => isBroken(demand, value, asTextIn(location, values)));
}

function holderOf(location: Constraint['location'], parameter: string | undefined, values: CaseValues): unknown {
  if (location === 'body') return values.body?.kind === 'value' ? values.body.value : undefined;
  if (location === 'querystring') return values.querystring?.value;
  const sent = values[location];
  if (parameter === undefined) return undefined;
  const name =
    location === 'header' ? Object.keys(sent).find((key) => key.toLowerCase() === parameter.toLowerCase()) : parameter;
  return name !== undefined && Object.hasOwn(sent, name) ? sent[name] : undefined;
}

/** The values at a path, a list position standing for all; `undefined` for a name that is missing where the object around it is there. */
function valuesAlong(value: unknown, path: FieldPath): readonly unknown[] {
  const [token, ...rest] = path;
  if (token === undefined) return [value];
  if (typeof token === 'number') return Array.isArray(value) ? value.flatMap((item) => valuesAlong(item, rest)) : [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  const member = Object.hasOwn(value, token) ? (value as Readonly<Record<string, unknown>>)[token] : undefined;
  return member === undefined && rest.length > 0 ? [] : valuesAlong(member, rest);
}
