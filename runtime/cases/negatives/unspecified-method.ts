import type { JsonPointer } from '../../model/json.ts';
import type { Violation } from '../../model/violation.ts';
import { baseDraft } from '../base-draft.ts';
import { setParameter } from '../case-draft.ts';
import type { OperationContext } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';

/** HEAD is answered where GET is; TRACE and CONNECT seldom reach a server. DELETE comes last: what it may take away, the others may need. */
const methods = ['OPTIONS', 'GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** What is known of the path, and which of the methods that it lacks are wanted. */
export interface UndeclaredMethods {
  /** The methods of all templates that are the same on the wire, in capitals. */
  readonly declared: ReadonlySet<string>;
  /** Whether a method may be tried; its index stays its own. */
  wants(method: string): boolean;
}

interface UnspecifiedMethodOptions extends UndeclaredMethods {
  readonly seed: number;
  /** Of the first case in its seed path: the number of the operation's other coverage cases. */
  readonly firstIndex: number;
}

/**
 * Requests for the path of an operation by the methods that the document does not declare for it, without a body; to be asked for once for each path. Nothing
 * where the path could be another template's, and no DELETE of a path that is more than one item. OPTIONS is doubtful: it may be answered anywhere.
 */
export function* unspecifiedMethodCases(
  context: OperationContext,
  { seed, firstIndex, declared, wants }: UnspecifiedMethodOptions,
): Generator<ReadyCase | undefined> {
  const { operation, encode, routes } = context;
  const draft = baseDraft(context);
  delete draft.body;
  // What the operation asks for besides its path is no matter of another method's.
  for (const { parameter } of context.parameters) {
    if (parameter.in !== 'path') setParameter(draft, parameter, undefined);
  }
  let index = firstIndex;
  for (const method of methods) {
    if (declared.has(method) || (method === 'DELETE' && !isOneItem(operation.path))) continue;
    const encoded = encode(draft, method);
    if (encoded.kind === 'unencodable' || routes.matchesAny(encoded.request.target, operation.path)) continue;
    const ready: ReadyCase = {
      case: {
        operation: operation.label,
        phase: 'coverage',
        mode: 'negative',
        ...(method === 'OPTIONS' && { doubtful: true }),
        scenario: 'unspecified_http_method',
        seedPath: { seed, operation: operation.label, phase: 'coverage', index },
        inputs: {},
        values: draft,
        violations: [violationOf(context, declared)],
      },
      request: encoded.request,
    };
    index += 1;
    yield wants(method) ? ready : undefined;
  }
}

/** Whether a path ends in a parameter: without one, a server that takes a DELETE may empty a whole collection. */
function isOneItem(path: string): boolean {
  return /\}\/?$/u.test(path.split(/[?#]/u, 1)[0] ?? '');
}

function violationOf({ operation }: OperationContext, declared: ReadonlySet<string>): Violation {
  return {
    keyword: 'method',
    valuePointer: '' as JsonPointer,
    schemaPointer: operation.location.pointer,
    schemaFile: operation.location.file,
    demand: `must be ${[...declared].join(' or ')}`,
  };
}
