import type { JsonPointer } from '../../model/json.ts';
import { baseDraft } from '../base-draft.ts';
import { setParameter } from '../case-draft.ts';
import type { OperationContext } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';

/** HEAD and OPTIONS are answered for methods that are declared; TRACE and CONNECT seldom reach a server. */
const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

export interface UnspecifiedMethodOptions {
  readonly seed: number;
  /** Of the first case in its seed path: the number of the operation's other coverage cases. */
  readonly firstIndex: number;
  /** The methods of all templates that are the same on the wire, in capitals. */
  readonly declared: ReadonlySet<string>;
}

/**
 * Requests for the path of an operation by the methods that the document does not declare for it, without a body; given once for each path, by one of its
 * operations. Nothing where the path could be another template's.
 *
 * No check judges these yet, and a DELETE that nothing is learned from is not worth its risk: no phase sends them.
 */
export function* unspecifiedMethodCases(
  context: OperationContext,
  { seed, firstIndex, declared }: UnspecifiedMethodOptions,
): Generator<ReadyCase> {
  const { operation, encode, routes } = context;
  const draft = baseDraft(context);
  delete draft.body;
  // What the operation asks for besides its path is no matter of another method's.
  for (const { parameter } of context.parameters) {
    if (parameter.in !== 'path') setParameter(draft, parameter, undefined);
  }
  let index = firstIndex;
  for (const method of methods) {
    if (declared.has(method)) continue;
    const encoded = encode(draft, method);
    if (encoded.kind === 'unencodable' || routes.matchesAny(encoded.request.target, operation.path)) continue;
    yield {
      case: {
        operation: operation.label,
        phase: 'coverage',
        mode: 'negative',
        scenario: 'unspecified_http_method',
        seedPath: { seed, operation: operation.label, phase: 'coverage', index },
        inputs: {},
        values: draft,
        violations: [
          {
            keyword: 'method',
            valuePointer: '' as JsonPointer,
            schemaPointer: operation.location.pointer,
            schemaFile: operation.location.file,
            demand: `must be ${[...declared].join(' or ')}`,
          },
        ],
      },
      request: encoded.request,
    };
    index += 1;
  }
}
