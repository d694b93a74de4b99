import type { EventOf } from '../events.ts';
import type { JsonValue } from '../model/json.ts';
import { pointerTo } from '../model/json.ts';
import type { Operation } from '../model/operation.ts';
import { percentDecode } from '../requests/percent-encode.ts';
import type { FailureSetting } from './failure-test.ts';
import { variableName, withVariables, type FlowingValue } from './flowing-values.ts';
import { stableId } from './stable-id.ts';
import { staticRequest } from './static-request.ts';
import type { RecordedRun } from './recorded-run.ts';
import type { StaticStep, StaticTest } from './static-test.ts';

/** One request of a sequence that was answered as it should be, with both its sides recorded. */
interface Sent {
  readonly operation: string;
  readonly status: number;
  readonly method: string;
  readonly target: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | undefined;
  readonly answer: JsonValue | undefined;
}

/** Of the collections that the run made things in: one was made, used in every way that the run used it, deleted, and asked for again. By the label of what makes it. */
export function passingChains(
  run: RecordedRun,
  setting: FailureSetting,
  operations: readonly Operation[],
): ReadonlyMap<string, readonly StaticTest[]> {
  const sent = run.cases.flatMap((event) => sentOf(event, run.baseUrl));
  const made = new Set(sent.filter(({ method }) => method === 'POST').flatMap(({ answer }) => idsOf(answer)));
  const chains = new Map<string, readonly StaticTest[]>();
  for (const operation of operations) {
    if (operation.method.toUpperCase() !== 'POST' || operation.path.includes('{')) continue;
    const deletes = setting.deletes(operation);
    if (deletes === undefined) continue;
    const steps = bestChain(operation, deletes, sent, made, setting);
    if (steps !== undefined) chains.set(operation.label, [chainTest(operation, steps)]);
  }
  return chains;
}

function chainTest(operation: Operation, steps: readonly StaticStep[]): StaticTest {
  return {
    id: stableId(operation.label, 'chain'),
    operation: operation.label,
    title: 'makes what can be used and deleted',
    notes: ['observed: a sequence · stateful'],
    isKnownFailure: false,
    steps,
  };
}

function sentOf(event: EventOf<'case-finished'>, baseUrl: string): readonly Sent[] {
  const { operation, phase, mode, status, failed, identity, exchange } = event;
  // Whether a thing is there makes them doubtful; here it is, for the chain made it.
  if (phase !== 'stateful' || mode !== 'positive') return [];
  if (status === undefined || failed !== undefined || identity !== undefined) return [];
  const { request, response } = exchange ?? {};
  if (request === undefined || request.url.includes('[Filtered]') || !request.url.startsWith(baseUrl)) return [];
  if (request.body !== undefined && (request.body.text === undefined || request.body.truncated === true)) return [];
  const { method, headers, body } = request;
  const target = request.url.slice(new URL(baseUrl).origin.length);
  return [{ operation, status, method, target, headers, body: body?.text, answer: parsed(response?.body?.text) }];
}

function parsed(text: string | undefined): JsonValue | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** The longest of those that begin with making a thing and end with deleting it. */
function bestChain(
  makes: Operation,
  deletes: Operation,
  sent: readonly Sent[],
  made: ReadonlySet<string>,
  setting: FailureSetting,
): readonly StaticStep[] | undefined {
  let best: readonly StaticStep[] | undefined;
  for (const [at, first] of sent.entries()) {
    if (first.operation !== makes.label || first.status >= 300 || usesOthers(first, made)) continue;
    const chain = chainFrom(first, sent.slice(at + 1), { deletes, made, setting });
    if (chain !== undefined && chain.length > (best?.length ?? 0)) best = chain;
  }
  return best;
}

interface ChainSetting {
  readonly deletes: Operation;
  readonly made: ReadonlySet<string>;
  readonly setting: FailureSetting;
}

function chainFrom(first: Sent, after: readonly Sent[], chain: ChainSetting): readonly StaticStep[] | undefined {
  for (const [pointer, value] of leaves(first.answer)) {
    const uses = after.filter((one) => lastSegments(one.target).includes(value));
    const end = uses.findIndex((one) => one.operation === chain.deletes.label && one.status < 300);
    if (end === -1) continue;
    const between = uses.slice(0, end).filter((one) => one.status < 300 && !usesOthers(one, chain.made, value));
    const again = uses.slice(end + 1).find((one) => one.status === 404 || one.status === 410);
    const last = uses[end];
    const distinct = [...new Map(between.map((one) => [one.operation, one])).values()];
    const steps = [first, ...distinct, ...(last === undefined ? [] : [last]), ...(again === undefined ? [] : [again])];
    return stepsOf(steps, { variable: variableName(pointer, 1), value }, pointer, chain.setting);
  }
  return undefined;
}

function stepsOf(
  steps: readonly Sent[],
  id: FlowingValue,
  pointer: string,
  setting: FailureSetting,
): readonly StaticStep[] | undefined {
  const result: StaticStep[] = [];
  for (const [at, { operation: label, status, method, target, headers, body }] of steps.entries()) {
    const operation = setting.operation(label);
    if (operation === undefined) return undefined;
    const wire = { method, target, headers: headers.filter(([, value]) => value !== '[Filtered]'), body };
    const request = staticRequest(wire, { ...setting, accept: setting.acceptOf(operation) });
    result.push({
      operation: label,
      request: at === 0 ? request : withVariables(request, [id]),
      expectations: [
        { kind: 'status', statuses: [String(status)] },
        ...(method === 'HEAD' ? [] : [{ kind: 'content' } as const]),
      ],
      keeps: at === 0 ? [{ variable: id.variable, pointer }] : [],
    });
  }
  return result;
}

/** Whether a request names other things of the run: the next server has none of them. */
function usesOthers({ target, body }: Sent, made: ReadonlySet<string>, own?: string): boolean {
  const values = [...lastSegments(target), ...leaves(parsed(body)).map(([, value]) => value)];
  return values.some((value) => value !== own && made.has(value));
}

function lastSegments(target: string): readonly string[] {
  return (target.split('?')[0] ?? '')
    .split('/')
    .slice(1)
    .map((segment) => percentDecode(segment) ?? segment);
}

function idsOf(answer: JsonValue | undefined): readonly string[] {
  return leaves(answer).flatMap(([pointer, value]) =>
    /(?:^|[_/a-z])(?:id|Id|ID|uuid|code|key|number)$/u.test(pointer) ? [value] : [],
  );
}

/** Texts and whole numbers among the members of an object, by their pointers. */
function leaves(value: JsonValue | undefined): readonly (readonly [pointer: string, value: string])[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, member]): (readonly [string, string])[] =>
    (typeof member === 'string' && member !== '') || Number.isSafeInteger(member)
      ? [[pointerTo('', name), String(member as string | number)]]
      : [],
  );
}
