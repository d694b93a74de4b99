import { describe, expect, it } from 'vitest';
import type { Difference } from '../../../runtime/model/difference.ts';
import type { Failure } from '../../../runtime/model/failure.ts';
import { pointerTo } from '../../../runtime/model/json.ts';
import { operationLabel } from '../../../runtime/model/operation.ts';
import { overlayDocument } from '../../../src/overlay/overlay-document.ts';
import { createOverlayReport } from '../../../src/overlay/overlay-report.ts';
import { readOverlay } from '../../e2e/apply-overlay.ts';
import { loadApi } from '../../../runtime/spec/load-api.ts';
import { withPaths } from '../spec/support.ts';

const cwd = process.cwd();
const responses = { '200': { description: 'Fine.' } };
const api = await loadApi(withPaths({ '/a': { get: { responses } }, '/b': { post: { responses } } }));

const difference: Difference = {
  source: 'message',
  operations: ['GET /a', 'POST /b'],
  location: 'query',
  parameter: 'limit',
  pointer: '',
  keyword: 'maximum',
  place: 'query parameter limit',
  documented: 'any integer',
  demanded: 'maximum 100',
  confidence: 'likely',
  evidence: 4,
  message: 'must be <= 100',
  changes: [
    {
      file: api.source,
      at: pointerTo('', 'components', 'parameters', 'Limit', 'schema'),
      kind: 'set',
      members: { maximum: 100 },
    },
    { file: 'elsewhere.yaml', at: pointerTo('', 'x'), kind: 'remove' },
  ],
};

const undocumented = {
  check: 'status_code_conformance',
  operation: 'GET /a',
  operations: ['GET /a', 'POST /b'],
  details: { received: 404 },
} as unknown as Failure;

describe('the overlay', () => {
  it('has an action for each change of the document itself, and for each undocumented status', () => {
    expect(overlayDocument({ api, differences: [difference, difference], failures: [undocumented], cwd }))
      .toMatchInlineSnapshot(`
      {
        "actions": [
          {
            "description": "GET /a and 1 more: query parameter limit is any integer here, and maximum 100 for the server, which refused 4 requests for it. It says: must be <= 100",
            "target": "$.components.parameters.Limit.schema",
            "update": {
              "maximum": 100,
            },
          },
          {
            "description": "GET /a answers 404, which is not documented.",
            "target": "$.paths['/a'].get.responses",
            "update": {
              "404": {
                "description": "Not Found",
              },
            },
          },
          {
            "description": "POST /b answers 404, which is not documented.",
            "target": "$.paths['/b'].post.responses",
            "update": {
              "404": {
                "description": "Not Found",
              },
            },
          },
        ],
        "info": {
          "title": "What the server does otherwise than T says",
          "version": "1.0.0",
        },
        "overlay": "1.0.0",
      }
    `);
  });

  it('speaks of no operation that is not there', () => {
    const elsewhere = { ...undocumented, operations: [operationLabel('GET', '/gone')] };
    expect(overlayDocument({ api, differences: [], failures: [elsewhere], cwd }).actions).toEqual([]);
  });

  it('is written as YAML once, also where there is nothing to say', async () => {
    let text = '';
    const report = createOverlayReport(api, cwd, (more) => (text += more));
    await report.close?.();
    await report.close?.();
    expect(text).toContain('# Suggested by api-test-gen. Nothing was found');
    expect(readOverlay(text)).toMatchObject({ overlay: '1.0.0', actions: [] });
  });
});
