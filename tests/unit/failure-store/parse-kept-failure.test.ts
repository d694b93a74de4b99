import { describe, expect, it } from 'vitest';
import { isFailureId, parseKeptFailure } from '../../../src/failure-store/parse-kept-failure.ts';

const step = {
  operation: 'GET /items',
  mode: 'positive',
  seedPath: { seed: 1, phase: 'fuzzing', index: 3 },
  violations: [],
  request: { method: 'GET', target: '/items', headers: [['Accept', '*/*']] },
  left: [],
  credentials: 'same',
};
const failure = {
  id: '0123456789ab',
  check: 'not_a_server_error',
  operation: 'GET /items',
  mode: 'positive',
  title: 'Server error',
  reproducibility: { kind: 'deterministic' },
  steps: [step],
};
const kept = {
  version: 1,
  spec: { source: 'openapi.json', title: 'Items', version: '3.1.0' },
  baseUrl: 'http://127.0.0.1:8080',
  failure,
};
const withStep = (change: object): object => ({ ...kept, failure: { ...failure, steps: [{ ...step, ...change }] } });
const withRequest = (change: object): object => withStep({ request: { ...step.request, ...change } });

describe('a kept failure', () => {
  it('is read as it was written', () => {
    expect(parseKeptFailure(kept)).toBe(kept);
    expect(parseKeptFailure(withRequest({ body: { base64: 'AP8=', bytes: 2 } }))).toBeTypeOf('object');
  });

  it.each<[unknown, string]>([
    [null, 'it is no JSON object'],
    [[], 'it is no JSON object'],
    [{ ...kept, version: 2 }, 'its version is 2, and this program reads version 1'],
    [{}, 'its version is missing, and this program reads version 1'],
    [{ ...kept, spec: {} }, 'it does not say which document it is of'],
    [{ ...kept, baseUrl: 'nowhere' }, 'its base URL is none'],
    [{ ...kept, failure: null }, 'it holds no failure'],
    [{ ...kept, failure: { ...failure, id: '../../etc' } }, 'its failure has no id'],
    [{ ...kept, failure: { ...failure, check: 1 } }, 'its failure is incomplete'],
    [{ ...kept, failure: { ...failure, steps: [] } }, 'it holds no request to send'],
    [withStep({ mode: 'neutral' }), 'a request of it is incomplete'],
    [withStep({ credentials: 'stolen' }), 'a request of it is incomplete'],
    [withStep({ seedPath: { seed: 1, phase: 'later', index: 3 } }), 'a request of it is incomplete'],
    [withRequest({ target: 'http://elsewhere/' }), 'a request of it is incomplete'],
    [withRequest({ headers: [['Accept']] }), 'a request of it is incomplete'],
    [withRequest({ body: { bytes: 2 } }), 'a request of it is incomplete'],
  ])('is refused: %j', (value, reason) => {
    expect(parseKeptFailure(value)).toBe(reason);
  });

  it('is named by twelve hexadecimal digits, which are no path', () => {
    expect(isFailureId('0123456789ab')).toBe(true);
    for (const text of ['', '0123456789AB', '0123456789abc', '../456789abc', '0123456789ab\n'])
      expect(isFailureId(text)).toBe(false);
  });
});
