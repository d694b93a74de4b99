import { describe, expect, it } from 'vitest';
import { keptForRun } from '../../../src/failure-store/kept-for-run.ts';
import type { KeptFailure } from '../../../runtime/model/kept-failure.ts';

const kept = (source: string, baseUrl: string, title = 'Shop'): KeptFailure =>
  ({ version: 1, spec: { source, title, version: '3.1.0' }, baseUrl }) as KeptFailure;

function concerns(one: KeptFailure, source: string, baseUrl: string): boolean {
  return keptForRun([one], { title: 'Shop', source, baseUrl }).length === 1;
}

describe('a kept failure concerns a run', () => {
  it.each([
    ['of the same document and server', kept('api.yaml', 'https://api.test/v1'), 'api.yaml', 'https://api.test/v1'],
    [
      'whose server of this machine has another port',
      kept('http://127.0.0.1:1/api.json', 'http://127.0.0.1:1/v1'),
      'http://localhost:2/api.json',
      'http://localhost:2/v1',
    ],
  ])('%s', (_, one, source, baseUrl) => {
    expect(concerns(one, source, baseUrl)).toBe(true);
  });

  it.each([
    ['of another document', kept('other.yaml', 'http://127.0.0.1:1'), 'api.yaml', 'http://127.0.0.1:1'],
    ['of another API', kept('api.yaml', 'http://127.0.0.1:1', 'Bank'), 'api.yaml', 'http://127.0.0.1:1'],
    ['against another server', kept('api.yaml', 'https://staging.test'), 'api.yaml', 'http://127.0.0.1:1'],
    ['against two public servers', kept('api.yaml', 'https://a.test'), 'api.yaml', 'https://b.test'],
    ['under another path', kept('api.yaml', 'http://127.0.0.1:1/v1'), 'api.yaml', 'http://127.0.0.1:2/v2'],
  ])('but not one %s', (_, one, source, baseUrl) => {
    expect(concerns(one, source, baseUrl)).toBe(false);
  });
});
