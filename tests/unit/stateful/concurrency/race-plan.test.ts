import { expect, it } from 'vitest';
import { randomFor } from '../../../../runtime/cases/random-for.ts';
import { loadApi } from '../../../../runtime/spec/load-api.ts';
import { racePlans } from '../../../../runtime/stateful/concurrency/race-plan.ts';
import { createDependencyGraph } from '../../../../runtime/stateful/dependency-graph.ts';
import { withPaths } from '../../spec/support.ts';

const responses = { 200: { description: '' }, 201: { description: '' } };
const plain = { responses };
const path = (name: string): object => ({ name, in: 'path', required: true, schema: { type: 'integer' } });
const api = await loadApi(
  withPaths({
    '/shops': { get: plain, post: plain },
    '/shops/{shopId}': { parameters: [path('shopId')], get: plain, put: plain, patch: plain, delete: plain },
    '/shops/{shopId}/open': { parameters: [path('shopId')], post: plain },
    '/shops/{shopId}/items': { parameters: [path('shopId')], post: plain },
    '/shops/{shopId}/items/{itemId}': { parameters: [path('shopId'), path('itemId')], get: plain, delete: plain },
    '/laws': { get: plain },
    '/laws/{lawId}': { parameters: [path('lawId')], get: plain, patch: plain, delete: plain },
    '/search': { post: plain, get: plain },
  }),
);

/** Each race of an operation: what it is for, its condition, and the requests it takes. */
function plansOf(label: string): readonly string[] {
  const graph = createDependencyGraph(api);
  const entry = api.operations.find((one) => one.label === label) ?? expect.fail(label);
  const random = randomFor({ seed: 1, operation: entry.label, phase: 'concurrent', index: 0 });
  return racePlans(graph, entry, random).map(({ subject, condition, sequence, against }) => {
    const steps = sequence.steps.map(({ operation }) => operation).join(' → ');
    return `${subject}${condition === 'none' ? '' : ` ${condition}`}: ${steps}${against === undefined ? '' : ` against ${against.label}`}`;
  });
}

it.each<[string, readonly string[]]>([
  ['POST /shops', ['create: POST /shops']],
  [
    'PUT /shops/{shopId}',
    [
      'action: POST /shops → PUT /shops/{shopId}',
      'create if-none-match: PUT /shops/{shopId}',
      'conditional if-match: POST /shops → PUT /shops/{shopId}',
      'deletion: POST /shops → PUT /shops/{shopId} against DELETE /shops/{shopId}',
    ],
  ],
  [
    'PATCH /shops/{shopId}',
    [
      'action: POST /shops → PATCH /shops/{shopId}',
      'conditional if-match: POST /shops → PATCH /shops/{shopId}',
      'deletion: POST /shops → PATCH /shops/{shopId} against DELETE /shops/{shopId}',
    ],
  ],
  ['DELETE /shops/{shopId}', ['delete: POST /shops → DELETE /shops/{shopId}']],
  ['POST /shops/{shopId}/open', ['action: POST /shops → POST /shops/{shopId}/open']],
  ['POST /shops/{shopId}/items', ['create: POST /shops → POST /shops/{shopId}/items']],
  [
    'DELETE /shops/{shopId}/items/{itemId}',
    ['delete: POST /shops → POST /shops/{shopId}/items → DELETE /shops/{shopId}/items/{itemId}'],
  ],
  ['GET /shops/{shopId}', []],
  ['POST /search', ['action: POST /search']],
  // What the run does not make is somebody's.
  ['DELETE /laws/{lawId}', []],
  ['PATCH /laws/{lawId}', []],
])('races %s', (label, plans) => {
  expect(plansOf(label)).toEqual(plans);
});
