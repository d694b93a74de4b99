import { expect, it } from 'vitest';
import { operationLabel } from '../../../runtime/model/operation.ts';
import { planWithReads } from '../../../runtime/stateful/plan-with-reads.ts';
import { createResourceIndex } from '../../../runtime/stateful/resource-index.ts';
import type { SequencePlan } from '../../../runtime/stateful/sequence-plan.ts';
import { loadDocument } from '../../../runtime/spec/load-api.ts';

const responses = { 200: { description: 'ok' } };
const operation = { responses };
const { api } = await loadDocument({
  openapi: '3.1.0',
  info: { title: 'Shops', version: '1' },
  paths: {
    '/shops': { get: operation, post: operation },
    '/shops/{id}': { get: operation, put: operation, delete: operation },
    '/shops/{id}/close': { post: operation },
    '/keys': { post: operation },
    '/keys/{id}': { delete: operation },
  },
});
const index = createResourceIndex(api.operations);

type Short = readonly [method: string, path: string, uses?: number];

const planOf = (resource: string, ...steps: readonly Short[]): SequencePlan => ({
  resource,
  steps: steps.map(([method, path, step]) => ({
    operation: operationLabel(method, path),
    role: 'use',
    uses: step === undefined ? [] : [{ resource, step }],
    afterDelete: false,
  })),
});

const shown = (plan: SequencePlan | undefined): readonly string[] | undefined =>
  plan?.steps.map(
    ({ operation: label, uses, drawnAt }) => `${label} of ${uses.map(({ step }) => step).join()} at ${drawnAt}`,
  );

it('reads after each write but the last what it made, changed or deleted, and leaves drawn values as they are', () => {
  const plan = planOf(
    '/shops/{}',
    ['POST', '/shops'],
    ['POST', '/shops/{id}/close', 0],
    ['DELETE', '/shops/{id}', 0],
    ['GET', '/shops/{id}', 0],
    ['PUT', '/shops/{id}', 0],
  );
  const read = planWithReads(plan, index);
  expect(shown(read)).toEqual([
    'POST /shops of  at 0',
    'GET /shops/{id} of 0 at 5',
    'POST /shops/{id}/close of 0 at 1',
    'GET /shops/{id} of 0 at 6',
    'DELETE /shops/{id} of 0 at 2',
    'GET /shops/{id} of 0 at 7',
    'GET /shops/{id} of 0 at 3',
    'PUT /shops/{id} of 0 at 4',
  ]);
  expect(read?.steps.map(({ afterDelete }) => afterDelete).indexOf(true)).toBe(5);
});

it('has nothing to add where nothing can be read', () => {
  expect(planWithReads(planOf('/keys/{}', ['POST', '/keys'], ['DELETE', '/keys/{id}', 0]), index)).toBeUndefined();
  expect(planWithReads(planOf('/shops/{}', ['GET', '/shops'], ['DELETE', '/shops/{id}', 0]), index)).toBeUndefined();
});
