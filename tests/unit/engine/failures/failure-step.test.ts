import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReadyCase } from '../../../../runtime/cases/ready-case.ts';
import { failureStep, maxKeptBody } from '../../../../runtime/engine/failures/failure-step.ts';
import { valuesFromJson, valuesToJson } from '../../../../runtime/engine/failures/kept-values.ts';
import { rebuildStep } from '../../../../runtime/engine/failures/rebuild-step.ts';
import { createIdentities } from '../../../../runtime/engine/sending/identities.ts';
import type { CaseValues } from '../../../../runtime/model/case.ts';
import type { HeaderList, WireRequest } from '../../../../runtime/model/exchange.ts';
import type { FailureStep } from '../../../../runtime/model/failure-step.ts';
import { createRedactor } from '../../../../runtime/redaction.ts';
import { checkInput } from '../../checks/exchange-fixture.ts';

const { exchange, operation } = checkInput({ responses: [], status: 200 });
const token = ['Authorization', 'Bearer s3cret-token'] as const;
const setting = (headers: HeaderList): Parameters<typeof failureStep>[2] => ({
  redactor: createRedactor({ secrets: headers.map(([name, value]) => ({ name, value })) }),
  headers,
  secretHeaders: new Set(headers.map(([name]) => name.toLowerCase())),
});

/** What is sent again of a request, through the JSON of a file; the secrets are the user's headers. */
function resent(
  request: Partial<WireRequest>,
  {
    users = [],
    from = '',
    to = '',
    credentials = 'same',
  }: { users?: HeaderList; from?: string; to?: string; credentials?: FailureStep['credentials'] } = {},
): { readonly step: FailureStep; readonly sent: WireRequest | undefined } {
  const ready: ReadyCase = {
    case: exchange.case,
    request: { method: 'GET', target: '/v1/x', headers: [], body: undefined, ...request },
  };
  const step = JSON.parse(JSON.stringify(failureStep(ready, credentials, setting(users)))) as FailureStep;
  const identities = createIdentities({ headers: users, identities: [], secrets: [] });
  return { step, sent: rebuildStep(step, { operation, from, to, identities })?.request };
}

describe('a step', () => {
  it.each<[string, WireRequest['body']]>([
    ['none', undefined],
    ['empty', ''],
    ['text', '{"a":"ü\\ud800"}'],
    ['a byte order mark', '\ufeffx'],
    ['bytes', Uint8Array.from({ length: 256 }, (_, at) => at)],
  ])('keeps a body to the byte: %s', (_, body) => {
    const { sent } = resent({ body });
    const bytes = (one: WireRequest['body']): Buffer | undefined => (one === undefined ? undefined : Buffer.from(one));
    expect(bytes(sent?.body)).toEqual(bytes(body));
  });

  it('of a longer body cannot be sent again', () => {
    expect(resent({ body: 'x'.repeat(maxKeptBody) }).sent?.body).toHaveLength(maxKeptBody);
    expect(resent({ body: 'x'.repeat(maxKeptBody + 1) }).sent).toBeUndefined();
  });

  it('holds no credential, and is sent with the ones of today', () => {
    const { step, sent } = resent({ headers: [['Accept', '*/*'], token] }, { users: [token] });
    expect(JSON.stringify(step)).not.toContain('s3cret');
    expect(step.left).toEqual(['authorization']);
    expect(sent?.headers).toEqual([['Accept', '*/*'], token]);
  });

  it('keeps the case’s own cookies beside the user’s', () => {
    const users: HeaderList = [['Cookie', 'sid=s3cret-session']];
    const { step, sent } = resent({ headers: [['Cookie', 'sid=s3cret-session; theme=dark']] }, { users });
    expect(step.request.headers).toEqual([['Cookie', 'theme=dark']]);
    expect(sent?.headers).toEqual([['Cookie', 'sid=s3cret-session; theme=dark']]);
  });

  it('that went without credentials goes without them again', () => {
    const { sent } = resent({ headers: [['Accept', '*/*']] }, { users: [token], credentials: 'none' });
    expect(sent?.headers).toEqual([['Accept', '*/*']]);
  });

  it('follows the path of the base URL', () => {
    expect(resent({ target: '/v1/items?a=1' }, { from: '/v1', to: '/v2/api' }).sent?.target).toBe('/v2/api/items?a=1');
    expect(resent({ target: '/v1/items' }, { from: '', to: '' }).sent?.target).toBe('/v1/items');
  });
});

describe('kept values', () => {
  const bytes = fc.uint8Array();
  const plain = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('$base64') && !hasMinusZero(value));
  const parameters = fc.dictionary(fc.string(), fc.oneof(plain, bytes, fc.array(bytes)));

  it('are the same after they were JSON, bytes too', () => {
    fc.assert(
      fc.property(parameters, fc.oneof(plain, bytes), (query, value) => {
        const values: CaseValues = {
          path: {},
          query,
          header: {},
          cookie: {},
          body: { kind: 'value', mediaType: 'a/b', value },
        };
        const text = JSON.stringify(valuesToJson(values));
        expect(valuesFromJson(JSON.parse(text))).toEqual(values);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});

function hasMinusZero(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0);
  return Object.values(value).some(hasMinusZero);
}
