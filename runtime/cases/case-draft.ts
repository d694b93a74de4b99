import type { BodyValue, Case, CaseValues, Mode } from '../model/case.ts';
import { headerValue, type WireRequest } from '../model/exchange.ts';
import type { SeedPath } from '../model/seed-path.ts';
import type { Violation } from '../model/violation.ts';
import { isBrokenWhereUndefined, isReadDifferently } from './is-read-differently.ts';
import type { OperationContext } from './operation-context.ts';
import type { ReadyCase } from './ready-case.ts';

/** The values of a case while it is being put together. */
export interface CaseDraft {
  readonly path: Record<string, unknown>;
  readonly query: Record<string, unknown>;
  readonly header: Record<string, unknown>;
  readonly cookie: Record<string, unknown>;
  querystring?: { readonly name: string; readonly value: unknown };
  body?: BodyValue;
}

/** A draft without any value, or a copy of the values given. */
export function draftOf(values?: CaseValues): CaseDraft {
  return {
    path: { ...values?.path },
    query: { ...values?.query },
    header: { ...values?.header },
    cookie: { ...values?.cookie },
    ...(values?.querystring === undefined ? {} : { querystring: values.querystring }),
    ...(values?.body === undefined ? {} : { body: values.body }),
  };
}

/** Sets a parameter's value, or takes it out where `value` is `undefined`. */
export function setParameter(
  draft: CaseDraft,
  parameter: { readonly in: string; readonly name: string },
  value: unknown,
): void {
  const { in: location, name } = parameter;
  if (location === 'querystring') {
    if (value === undefined) delete draft.querystring;
    else draft.querystring = { name, value };
    return;
  }
  const values = draft[location as 'path' | 'query' | 'header' | 'cookie'];
  if (value === undefined) delete values[name];
  // A parameter may be called __proto__: only a defined property keeps it a plain member.
  else if (name === '__proto__')
    Object.defineProperty(values, name, { value, enumerable: true, configurable: true, writable: true });
  else values[name] = value;
}

/** What makes a draft a case. */
export interface CaseIdentity {
  readonly mode: Mode;
  readonly scenario: string | undefined;
  readonly seedPath: SeedPath;
  readonly violations: readonly Violation[];
  /** A sane server may decide otherwise than the mode says. */
  readonly doubtful?: boolean;
  /** Of the case that it is made from. @default those of the context */
  readonly inputs?: Case['inputs'];
}

/**
 * Writes a draft to the wire and judges it there: `undefined` where it cannot be written, where a positive case would lose
 * its meaning, a negative one that is not doubtful have a valid reading, or another operation's path template match.
 */
export function finishCase(context: OperationContext, draft: CaseDraft, identity: CaseIdentity): ReadyCase | undefined {
  const { operation, encode, oracle, routes, hasTwin } = context;
  // What one of two operations on the same path forbids, the other may allow.
  if (hasTwin && identity.mode === 'negative') return undefined;
  if (identity.mode === 'positive' && hasEmptyText(draft)) return undefined;
  const encoded = encode(draft);
  if (encoded.kind === 'unencodable') return undefined;
  const { request } = encoded;
  const { mode, scenario, seedPath, violations } = identity;
  if (mode === 'positive' ? !oracle.keepsMeaning(draft, request) : !isInvalidOnWire(context, draft, request, identity))
    return undefined;
  if (routes.matchesAnother(request.target, operation.path)) return undefined;
  const doubtful =
    identity.doubtful === true ||
    // What one of two operations on the same path allows, the other may forbid.
    (mode === 'positive'
      ? hasTwin || isReadDifferently(context, draft)
      : isBrokenWhereUndefined(context, draft, violations));
  return {
    case: {
      operation: operation.label,
      phase: seedPath.phase,
      mode,
      ...(doubtful && { doubtful }),
      scenario,
      seedPath,
      inputs: identity.inputs ?? context.inputs,
      values: draft,
      violations,
    } satisfies Case,
    request,
  };
}

/** Many servers read an empty text in these places as no value at all: it is then not what was meant. */
function hasEmptyText({ query, header, cookie }: CaseDraft): boolean {
  return holdsEmpty(query) || holdsEmpty(header) || holdsEmpty(cookie);
}

function holdsEmpty(values: Readonly<Record<string, unknown>>): boolean {
  for (const name in values) if (values[name] === '') return true;
  return false;
}

/** Whether no tolerated reading of a negative case is valid, or nothing but its bytes is asked for. */
function isInvalidOnWire(
  { oracle }: OperationContext,
  draft: CaseDraft,
  { headers }: WireRequest,
  { violations, doubtful }: CaseIdentity,
): boolean {
  // The user's own Content-Type wins over the wrong one.
  const isAnotherType = violations.some(({ keyword }) => keyword === 'mediaType');
  if (isAnotherType && (headerValue(headers, 'content-type') ?? '') !== draft.body?.mediaType) return false;
  return doubtful === true || !oracle.hasValidReading(draft, violations);
}
