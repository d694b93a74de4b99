import { triesUndeclaredMethod } from '../model/case.ts';
import type { HeaderList } from '../model/exchange.ts';
import type { Finding } from '../model/failure.ts';
import { fail, pass, skip, type Check, type CheckInput } from './contract.ts';

type Details = { readonly status: number; readonly allowed: readonly string[]; readonly documented: readonly string[] };

/** What servers and what stands before them answer of their own accord, whatever they run. */
const ignored: ReadonlySet<string> = new Set(['HEAD', 'OPTIONS', 'TRACE', 'CONNECT']);

/** The methods that a server says it has for a path must be those of the document. */
export const allowHeaderConformance: Check<'allow_header_conformance', Details> = {
  id: 'allow_header_conformance',
  severity: 'low',
  summary: 'The methods that `Allow` names must be those that the document declares for the path.',
  page: {
    finds:
      'An `Allow` header, with an answer to OPTIONS or with a 405, that names other methods than the document declares: those of all templates that fit the path. And a 405 without `Allow`. Each path is asked once with OPTIONS, and with the methods that it lacks, at the end of the coverage phase.',
    silent: [
      'HEAD and OPTIONS, and TRACE and CONNECT.',
      'The headers of CORS (`Access-Control-Allow-Methods`).',
      'An answer to OPTIONS without `Allow`, which need not have one.',
      'A 405 that the operation would have to document, and does not: that is `status_code_conformance`’s.',
    ],
    confidence: {
      likely: 'A method too many; or one that is missing in the answer to OPTIONS.',
      heuristic:
        'A 405 that does not name all of them: one failure for the whole API, since some frameworks (Starlette, and so FastAPI) name those of the first route that fits; and the same of answers to OPTIONS, where half of the paths have it (Litestar). A 405 without `Allow`: one failure for the whole API.',
    },
    sources: ['RFC 9110 §10.2.1 (Allow), §15.5.6 (405), §9.3.7 (OPTIONS)'],
  },
  run(input) {
    const { exchange, operation, definition } = input;
    const { status, headers } = exchange.response;
    const isOptions = exchange.request.method === 'OPTIONS' && status >= 200 && status < 300;
    if (!isOptions && status !== 405) return skip('neither an answer to OPTIONS nor a 405');
    const isDocumented = definition !== undefined || operation.responses.length === 0;
    if (!isDocumented && !triesUndeclaredMethod(exchange.case)) return skip('undocumented status');
    const allowed = allowedMethods(headers);
    if (allowed === undefined) return status === 405 ? fail(missing(input)) : skip('no Allow');
    if (allowed.length === 0 || allowed.includes('*')) return skip('Allow names no method');
    const documented = [...input.methods.at(exchange.request.target)].filter(isOwn).sort();
    const undocumented = allowed.filter((method) => isOwn(method) && !documented.includes(method));
    const unnamed = documented.filter((method) => !allowed.includes(method));
    if (undocumented.length + unnamed.length === 0) return pass;
    return fail(different(input, { allowed, documented, undocumented, unnamed }));
  },
};

function isOwn(method: string): boolean {
  return !ignored.has(method);
}

/** Whatever stands between them, and in whatever order. `undefined` where there is no such header. */
function allowedMethods(headers: HeaderList): readonly string[] | undefined {
  const values = headers.flatMap(([name, value]) => (name.toLowerCase() === 'allow' ? [value] : []));
  if (values.length === 0) return undefined;
  const names = values.flatMap((value) => value.toUpperCase().split(/[\s,;|]+/u));
  return [...new Set(names)].filter((name) => name !== '').sort();
}

interface Difference {
  readonly allowed: readonly string[];
  readonly documented: readonly string[];
  readonly undocumented: readonly string[];
  readonly unnamed: readonly string[];
}

function different({ exchange, operation }: CheckInput, difference: Difference): Finding<Details> {
  const { allowed, documented, undocumented, unnamed } = difference;
  const { status } = exchange.response;
  const isPartial = undocumented.length === 0 && status === 405;
  const parts = [
    ...(undocumented.length === 0 ? [] : [`names ${undocumented.join(', ')}, which the document does not declare`]),
    ...(unnamed.length === 0 ? [] : [`does not name ${unnamed.join(', ')}, which it declares`]),
  ];
  return {
    confidence: isPartial ? 'heuristic' : 'likely',
    ...(isPartial && { scope: 'api' }),
    identity: isPartial ? '405 names only some methods' : identityOf(difference),
    title: 'Allow differs from the document',
    message: `The Allow header of the ${status} to ${exchange.request.method} ${operation.path} ${parts.join(', and ')}.`,
    expected: documented.join(', '),
    received: allowed.join(', '),
    hint: 'Correct the header, or document the methods that are served.',
    location: operation.location,
    details: { status, allowed, documented },
  };
}

function identityOf({ undocumented, unnamed }: Difference): string {
  return [...undocumented.map((method) => `+${method}`), ...unnamed.map((method) => `-${method}`)].join(' ');
}

function missing({ exchange, operation, methods }: CheckInput): Finding<Details> {
  const documented = [...methods.at(exchange.request.target)].sort();
  return {
    confidence: 'heuristic',
    scope: 'api',
    identity: 'missing',
    title: '405 without Allow',
    message: `The 405 to ${exchange.request.method} ${operation.path} has no Allow header, which it must have.`,
    expected: `Allow: ${documented.join(', ')}`,
    received: 'no Allow',
    hint: 'Name the methods that the path has.',
    details: { status: 405, allowed: [], documented },
  };
}
