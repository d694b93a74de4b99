import type { Finding } from '../model/failure.ts';
import { fail, pass, skip, type Check } from './contract.ts';
import { httpRules } from './http-rules.data.ts';

type Details = { readonly status: number; readonly clause: string };

/** What HTTP itself demands of an answer, whatever the document says. */
export const httpSemantics: Check<'http_semantics', Details> = {
  id: 'http_semantics',
  severity: 'low',
  summary: 'An answer must be what HTTP takes its status and headers for.',
  page: {
    finds: `An answer that contradicts HTTP. One failure for each rule in the whole API, since a framework or one handler writes them all:\n\n${httpRules.map(({ demand, clause }) => `- ${demand} (${clause})`).join('\n')}`,
    silent: [
      '5xx, which is `not_a_server_error`’s, throttling, and an undocumented status, which is `status_code_conformance`’s.',
      '405 without `Allow`.',
      '`Content-Length: 0` with 204, which servers write and no client minds.',
    ],
    confidence: { heuristic: 'Always: clients live with most of it.' },
    sources: [...new Set(httpRules.map(({ clause }) => clause))],
  },
  run({ exchange, operation, definition }) {
    if (definition === undefined && operation.responses.length > 0) return skip('undocumented status');
    const findings: Finding<Details>[] = [];
    for (const rule of httpRules) {
      const broken = rule.broken(exchange);
      if (broken === undefined) continue;
      findings.push({
        confidence: 'heuristic',
        scope: 'api',
        identity: rule.id,
        title: 'Answer contradicts HTTP',
        message: `The answer ${broken}; HTTP demands ${rule.demand} (${rule.clause}).`,
        expected: rule.demand,
        received: `an answer that ${broken}`,
        hint: rule.hint,
        details: { status: exchange.response.status, clause: rule.clause },
      });
    }
    const [first, ...others] = findings;
    return first === undefined ? pass : fail(first, ...others);
  },
};
