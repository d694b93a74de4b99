import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { chainScript, type ScriptStep } from '../../../../runtime/engine/failures/chain-script.ts';
import type { FailureStep } from '../../../../runtime/model/failure-step.ts';
import type { WireRequest } from '../../../../runtime/model/exchange.ts';
import { toCurl } from '../../../../runtime/requests/curl.ts';

interface Sent {
  readonly method: string;
  readonly target: string;
  readonly body?: string;
  readonly given?: NonNullable<FailureStep['given']>;
  readonly look?: true;
  readonly afterMs?: number;
}

function scriptStep({ method, target, body, ...more }: Sent, origin = 'http://127.0.0.1:1'): ScriptStep {
  const request: WireRequest = { method, target, headers: [['Accept', '*/*']], body };
  return {
    step: {
      operation: `${method} /`,
      mode: 'positive',
      seedPath: { seed: 1, phase: 'stateful', index: 0 },
      violations: [],
      request: { method, target, headers: [] },
      left: [],
      credentials: 'same',
      ...more,
    },
    request,
    curl: (one) => toCurl(one, { origin, secretHeaders: new Map() }),
  };
}

const id = (value: string, from = 'POST /books response.body#/id'): NonNullable<FailureStep['given']> => [
  { name: 'id', value, step: 1, from },
];

describe('the script of a sequence', () => {
  it('takes from an answer what later requests need', () => {
    const script = chainScript([
      scriptStep({ method: 'POST', target: '/books', body: '{"title":"a"}' }),
      scriptStep({ method: 'PUT', target: '/books/7?of=7', body: '{"bookId":7,"stars":7}', given: id('7') }),
      scriptStep({ method: 'GET', target: '/books/7', look: true, afterMs: 2000 }),
    ]);
    expect(script).toMatchInlineSnapshot(`
      "# 1
      body_1=$(curl -sS 'http://127.0.0.1:1/books' -H 'Accept: */*' -H 'Content-Type:' --data-raw '{"title":"a"}')
      id_1=$(printf '%s' "$body_1" | jq -r '.id')
      # 2
      curl -X PUT \\
        'http://127.0.0.1:1/books/'"$id_1"'?of='"$id_1" \\
        -H 'Accept: */*' \\
        -H 'Content-Type:' \\
        --data-raw '{"bookId":'"$id_1"',"stars":7}'
      # 3 looks at what that did
      sleep 2; curl 'http://127.0.0.1:1/books/'"$id_1" -H 'Accept: */*'"
    `);
  });

  it('says what to put where no body gives it', () => {
    const script = chainScript([
      scriptStep({ method: 'POST', target: '/books' }),
      scriptStep({ method: 'GET', target: '/books/7', given: id('7', 'POST /books response.header.Location') }),
    ]);
    expect(script).toContain('# 2; for 7 put what 1 gave: POST /books response.header.Location');
    expect(script).toContain("curl 'http://127.0.0.1:1/books/7'");
  });

  it('finds the value wherever it is in the answer', () => {
    const from = 'POST /books response.body#/data/0/the id';
    const script = chainScript([
      scriptStep({ method: 'POST', target: '/books' }),
      scriptStep({ method: 'GET', target: '/books/a%20b', given: id('a b', from) }),
    ]);
    expect(script).toContain(`jq -r '.data[0]["the id"]'`);
    expect(script).toContain(`curl 'http://127.0.0.1:1/books/'"$id_1"`);
  });

  it.skipIf(spawnSync('jq', ['--version']).error !== undefined || process.platform === 'win32')(
    'is what a shell understands (skipped where there is no jq)',
    () => {
      const script = chainScript([
        scriptStep({ method: 'POST', target: '/books', body: `{"title":"it's"}` }),
        scriptStep({ method: 'PUT', target: '/books/7', body: '{"bookId":7}', given: id('7') }),
      ]);
      const stub = `curl() { printf '%s\\n' "$*" >&2; printf '{"id":41}'; }\n`;
      const { stderr } = spawnSync('sh', ['-c', `${stub}${script}`], { encoding: 'utf8' });
      expect(stderr).toContain(`{"title":"it's"}`);
      expect(stderr).toContain('http://127.0.0.1:1/books/41');
      expect(stderr).toContain('{"bookId":41}');
    },
  );
});
