import { describe, expect, it } from 'vitest';
import type { Check, CheckInput } from '../../../../runtime/checks/contract.ts';
import { functionLevelAuthorization } from '../../../../runtime/checks/history/function-level-authorization.ts';
import { objectLevelAuthorization } from '../../../../runtime/checks/history/object-level-authorization.ts';
import type { Exchange, WireRequest, WireResponse } from '../../../../runtime/model/exchange.ts';
import type { Probe, ProbeAnswer } from '../../../../runtime/model/probe.ts';
import { checkInput } from '../exchange-fixture.ts';

type Method = 'GET' | 'PUT' | 'PATCH' | 'DELETE';
/** What somebody asks for; `who` is absent where nobody is named. */
interface Asked {
  readonly who: string | undefined;
  readonly method: string;
  readonly owner: string | undefined;
}

/** Who may do what on a server; what is left out is as on a server where each has things of their own. */
interface Rules {
  readonly may?: (asked: Asked) => boolean;
  /** Who finds the things of an owner in the list. */
  readonly lists?: (who: string, owner: string) => boolean;
  readonly hasList?: boolean;
  readonly refusal?: number;
  /** Whether a title is there once at most. */
  readonly isUnique?: boolean;
  /** What somebody is shown of a thing. */
  readonly view?: (who: string | undefined, thing: object) => object;
  /** Whether what another one than the owner writes is kept. */
  readonly ignoresOthers?: boolean;
}

const alone = ({ who, owner }: Asked): boolean => who !== undefined && (owner === undefined || who === owner);
const peers = ({ who }: Asked): boolean => who !== undefined;
const below =
  (boss: string, rule: (asked: Asked) => boolean) =>
  (asked: Asked): boolean =>
    asked.who === boss || rule(asked);

interface Thing {
  readonly id: number;
  readonly owner: string;
  title: unknown;
  text: unknown;
}

const names = ['alice', 'bob', 'root'];
const noBytes = new Uint8Array(0);

/** Things at `/things`, made, read, changed and deleted by who may. */
function createServer(rules: Rules): (who: string | undefined, request: WireRequest) => WireResponse {
  const {
    may = alone,
    lists = (who, owner) => who === owner,
    refusal = 403,
    isUnique,
    view = (_who, thing) => thing,
  } = rules;
  const things = new Map<number, Thing>();
  let next = 1;
  const say = (status: number, value?: unknown): WireResponse => ({
    status,
    headers: value === undefined ? [] : [['content-type', 'application/json']],
    body: value === undefined ? noBytes : Buffer.from(JSON.stringify(value)),
    truncated: false,
  });
  return (who, { method, target, body }) => {
    const id = target.split('/')[2];
    const sent = typeof body === 'string' ? (JSON.parse(body) as { title: unknown; text: unknown }) : undefined;
    const thing = id === undefined ? undefined : things.get(Number(id));
    if (id !== undefined && thing === undefined) return say(404);
    const owner = thing?.owner;
    if (method === 'GET' && thing === undefined)
      return who === undefined
        ? say(401)
        : say(
            200,
            [...things.values()].filter((one) => lists(who, one.owner)).map((one) => view(who, one)),
          );
    if (!may({ who, method, owner })) return say(who === undefined ? 401 : refusal);
    if (method === 'POST') {
      if (isUnique === true && [...things.values()].some(({ title }) => title === sent?.title)) return say(409);
      const made: Thing = { id: next, owner: who ?? '', title: sent?.title, text: sent?.text };
      next += 1;
      things.set(made.id, made);
      return say(201, view(who, made));
    }
    if (thing === undefined) return say(405);
    if (method === 'GET') return say(200, view(who, thing));
    const isKept = rules.ignoresOthers !== true || who === owner;
    if (method === 'DELETE') {
      if (isKept) things.delete(thing.id);
      return say(204);
    }
    if (isKept) Object.assign(thing, sent);
    return say(200, view(who, thing));
  };
}

/** What a check makes of a thing that alice makes, and then reads, changes or deletes. */
function judge(
  check: Check,
  method: Method,
  rules: Rules,
  owner = 'alice',
): { readonly verdict: unknown; readonly requests: number } {
  const serve = createServer(rules);
  const { hasList = true } = rules;
  const base = checkInput({ method, path: '/things/{id}', responses: [], status: 200 });
  const identity = owner === names[0] ? {} : { identity: owner };
  const json = (title: string): Pick<WireRequest, 'headers' | 'body'> => ({
    headers: [['Content-Type', 'application/json']],
    body: JSON.stringify({ title, text: 'as it was made' }),
  });
  const exchangeOf = (request: WireRequest): Exchange => ({
    ...base.exchange,
    ...identity,
    request,
    response: serve(owner, request),
  });
  const plain = { headers: [], body: undefined };
  const creation = exchangeOf({ method: 'POST', target: '/things', ...json('first') });
  const item = '/things/1';
  const read: WireRequest = { method: 'GET', target: item, ...plain };
  const isWrite = method === 'PUT' || method === 'PATCH';
  const exchange = exchangeOf({ method, target: item, ...(isWrite ? json('second') : plain) });
  const input: CheckInput = {
    ...base,
    exchange,
    identities: names,
    operation: { ...base.operation, security: [[{ kind: 'http', name: 'bearer', scheme: 'bearer' }]] },
    history: {
      item: 'thing 1',
      onPath: ['thing 1'],
      before: [{ exchange: creation, made: [{ key: 'thing 1', certainty: 1 }], item: undefined, onPath: [] }],
    },
    aftermath: {
      thing: 'thing 1',
      read: { operation: base.operation, request: read },
      list: hasList ? { operation: base.operation, request: { ...read, target: '/things' } } : undefined,
      parents: undefined,
      seen: method === 'GET' ? undefined : serve(owner, read),
      origin: 'http://127.0.0.1',
    },
  };
  const answers = new Map<string, ProbeAnswer>();
  for (let round = 0; round <= 12; round += 1) {
    const verdict = check.run({ ...input, answers });
    if (verdict.kind === 'fail') {
      const [{ confidence, details }] = verdict.findings;
      return { verdict: { confidence, ...(details as object) }, requests: answers.size };
    }
    if (verdict.kind !== 'probe') return { verdict: verdict.kind, requests: answers.size };
    for (const { key, request, credentials } of verdict.probes) {
      expect(answers.has(key)).toBe(false);
      answers.set(key, { request, response: serve(senderOf(credentials, owner), request) });
    }
  }
  throw new Error('the check asks on and on');
}

function senderOf(credentials: Probe['credentials'], owner: string): string | undefined {
  if (typeof credentials === 'object') return credentials.identity;
  return credentials === 'same' ? owner : undefined;
}

const does = { GET: 'reads', PUT: 'changes', PATCH: 'changes', DELETE: 'deletes' } as const;
const methods: readonly Method[] = ['GET', 'PUT', 'PATCH', 'DELETE'];

describe('object_level_authorization', () => {
  it.each(methods)('finds what another one may do that only its owner lists: %s', (method) => {
    const { verdict } = judge(objectLevelAuthorization, method, { may: peers });
    expect(verdict).toEqual({ confidence: 'likely', owner: 'alice', other: 'bob', does: does[method] });
  });

  it.each(methods)('finds it also where no two things may be alike, and beside one who stands above: %s', (method) => {
    const rule = below('root', ({ who, owner }) => who !== undefined && owner !== 'root');
    const { verdict } = judge(objectLevelAuthorization, method, { may: rule, isUnique: true });
    expect(verdict).toMatchObject({ confidence: 'likely', other: 'bob', does: does[method] });
  });

  it.each(methods)('says nothing where each has things of their own: %s', (method) => {
    for (const refusal of [403, 404]) {
      const { verdict, requests } = judge(objectLevelAuthorization, method, { refusal });
      expect(verdict).toBe('pass');
      expect(requests).toBeLessThanOrEqual(10);
    }
  });

  it.each<[string, Rules]>([
    [
      'one who stands above, and lists all',
      { may: below('root', alone), lists: (who, owner) => who === 'root' || who === owner },
    ],
    ['one who stands above, and lists its own', { may: below('root', alone) }],
    ['one who stands above, lists its own, and cannot make the same', { may: below('root', alone), isUnique: true }],
    ['what all share', { may: peers, lists: () => true }],
    ['what anybody may do', { may: () => true }],
    [
      'an auditor who makes nothing',
      { may: (asked) => (asked.who === 'bob' && asked.owner !== undefined) || alone(asked) },
    ],
  ])('says nothing of %s', (_, rules) => {
    for (const method of methods)
      expect([method, judge(objectLevelAuthorization, method, rules).verdict]).toEqual([
        method,
        expect.stringMatching(/pass|skip/u),
      ]);
  });

  it('says nothing of what others are shown less of, nor of what they write in vain', () => {
    const view = (who: string | undefined, thing: object): object =>
      'owner' in thing && thing.owner === who ? thing : { ...thing, text: undefined };
    expect(judge(objectLevelAuthorization, 'GET', { may: peers, view }).verdict).toBe('pass');
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const)
      expect(judge(objectLevelAuthorization, method, { may: peers, ignoresOthers: true }).verdict).toBe('pass');
  });

  it('without a list, is silent of reads, and takes writes for no more than worth a look', () => {
    expect(judge(objectLevelAuthorization, 'GET', { may: peers, hasList: false }).verdict).toBe('pass');
    expect(judge(objectLevelAuthorization, 'DELETE', { may: peers, hasList: false }).verdict).toMatchObject({
      confidence: 'heuristic',
    });
  });

  it('judges things of each identity', () => {
    const { verdict } = judge(objectLevelAuthorization, 'GET', { may: peers }, 'bob');
    expect(verdict).toEqual({ confidence: 'likely', owner: 'bob', other: 'alice', does: 'reads' });
  });
});

describe('function_level_authorization', () => {
  const rootMakes = (more: (asked: Asked) => boolean) => (asked: Asked) => asked.who === 'root' || more(asked);

  it.each(['PUT', 'PATCH', 'DELETE'] as const)('finds %s by who may not make such things', (method) => {
    const may = rootMakes((asked) => asked.who === 'bob' && asked.method === method);
    const { verdict } = judge(functionLevelAuthorization, method, { may }, 'root');
    expect(verdict).toEqual({ confidence: 'heuristic', owner: 'root', identity: 'bob', does: does[method] });
    expect(judge(objectLevelAuthorization, method, { may }, 'root').verdict).toBe('pass');
  });

  it.each<[string, Rules]>([
    ['who may neither make nor change', { may: rootMakes(({ method, who }) => method === 'GET' && who !== undefined) }],
    [
      'who is refused in other words',
      { may: rootMakes(({ method, who }) => method !== 'POST' && who !== undefined), refusal: 404 },
    ],
    ['what anybody may do', { may: rootMakes(({ method }) => method !== 'POST') }],
    [
      'what is done in vain',
      { may: rootMakes(({ method, who }) => method !== 'POST' && who !== undefined), ignoresOthers: true },
    ],
    ['who may do all', { may: peers }],
  ])('says nothing of %s', (_, rules) => {
    for (const method of ['PUT', 'PATCH', 'DELETE'] as const)
      expect([method, judge(functionLevelAuthorization, method, rules, 'root').verdict]).toEqual([
        method,
        expect.stringMatching(/pass|skip/u),
      ]);
  });
});
