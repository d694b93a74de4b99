import { describe, expect, it } from 'vitest';
import { failureText } from '../../../reporters/junit/texts.ts';
import { failureBlock } from '../../../reporters/console/failure-block.ts';
import { pageOf } from '../../../reporters/console/page.ts';
import type { Failure } from '../../../runtime/model/failure.ts';

const list = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `GET /${name}: query limit maximum`);
const failure: Failure = {
  id: 'x',
  check: 'negative_data_rejection',
  operation: 'GET /a',
  operations: ['GET /a'],
  confidence: 'proved',
  severity: 'high',
  identity: 'query not validated',
  title: 'Invalid requests accepted',
  message: 'Nothing invalid in the query was refused.',
  expected: 'a 4xx answer',
  received: '200',
  hint: '',
  details: {},
  phase: 'coverage',
  mode: 'negative',
  violations: [],
  request: { method: 'GET', url: 'http://127.0.0.1/a', headers: [] },
  curl: "curl 'http://127.0.0.1/a'",
  replay: 'api-test-gen replay x',
  seedPath: '1/coverage/0/GET /a',
  reproducibility: { kind: 'deterministic' },
  occurrences: 6,
  steps: [],
  fold: { shown: list[0] ?? '', count: 6, list },
};

describe('a failure that stands for several findings', () => {
  const page = pageOf({ write: () => undefined, isTTY: false, columns: 100, color: false, cwd: '/', command: '' });

  it('lists the first of them for a person, and says how many more there are', () => {
    const text = failureBlock(page, failure, 1).join('\n').replaceAll(/\s+/g, ' ');
    expect(text).toContain('Stands for GET /a: query limit maximum; GET /b: query limit maximum;');
    expect(text).toContain('GET /d: query limit maximum; and 2 more');
    expect(text).not.toContain('Met at');
  });

  it('leaves out the operation where all are of it, and all where they say the same of each operation', () => {
    const ofOne = { ...failure, fold: { shown: '500', count: 2, list: ['GET /a: 500', 'GET /a: 500 · body syntax'] } };
    expect(failureBlock(page, ofOne, 1).join('\n')).toMatch(/Stands for {2}500; 500 · body syntax$/m);
    const fold = { shown: '500', count: 2, list: ['GET /a: 500', 'GET /b: 500'] };
    const same = failureBlock(page, { ...failure, operations: ['GET /a', 'GET /b'], fold }, 1).join('\n');
    expect(same).not.toContain('Stands for');
    expect(same).toContain('Met at');
  });

  it('says what is wrong with bytes that cannot be read, by the name of their scenario', () => {
    const violations = [{ keyword: 'syntax', location: 'body', valuePointer: '' }];
    const unreadable = { ...failure, scenario: 'malformed_json_invalid_utf8', violations };
    expect(failureBlock(page, unreadable, 1).join('\n')).toContain('body: syntax (malformed json invalid utf8)');
  });

  it('lists them all for JUnit', () => {
    expect(failureText(failure, '/')).toContain('GET /f: query limit maximum');
  });

  it('says nothing where it stands for one', () => {
    const alone = { ...failure, fold: { shown: '500', count: 1, list: ['GET /a: 500'] } };
    expect(failureBlock(page, alone, 1).join('\n')).not.toContain('Stands for');
    expect(failureText(alone, '/')).not.toContain('Stands for');
  });
});
