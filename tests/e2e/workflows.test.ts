import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventOf } from '../../runtime/events.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';
import { shopDocument, startShop, type ShopDefect, type ShopManner } from './shop-server.ts';

const shopWorkflows = fileURLToPath(new URL('../../fixtures/workflows/shop.arazzo.yaml', import.meta.url));
const inputs = { customer: 'Ada', title: 'A lamp' };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atg-workflows-'));
});
afterAll(() => rm(folder, { recursive: true }));

interface Setting extends Partial<RunOptions> {
  readonly defects?: readonly (ShopDefect | ShopManner)[];
  readonly seen?: (line: string) => void;
}

/** The workflows alone: nothing else is sent to an operation that is not theirs. */
async function runShop({ defects = [], seen, ...options }: Setting = {}): Promise<CollectedRun> {
  await using shop = await startShop(defects, seen);
  return await collectRun({
    spec: shopDocument,
    baseUrl: shop.url,
    phases: ['stateful'],
    seed: 5,
    maxExamples: 1,
    concurrency: 1,
    workflows: [shopWorkflows],
    workflowInputs: inputs,
    ...options,
  });
}

/** A document with one workflow over the shop, its steps given by what they call. */
async function withSteps(name: string, ...steps: readonly Step[]): Promise<readonly string[]> {
  const file = join(folder, `${name}.json`);
  const path = (operation: string): string => {
    const [method = '', template = ''] = operation.split(' ');
    return `{$sourceDescriptions.shop.url}#/paths/${template.replaceAll('~', '~0').replaceAll('/', '~1')}/${method.toLowerCase()}`;
  };
  const written = steps.map(({ call, ...step }) => ({ ...step, operationPath: path(call) }));
  const document = {
    arazzo: '1.0.1',
    info: { title: 'Shop', version: '1' },
    sourceDescriptions: [{ name: 'shop', url: './shop.yaml' }],
    workflows: [{ workflowId: name, steps: written }],
  };
  await writeFile(file, JSON.stringify(document));
  return [file];
}

type Step = { readonly stepId: string; readonly call: string } & Readonly<Record<string, unknown>>;

const create: Step = {
  stepId: 'create',
  call: 'POST /products',
  requestBody: { payload: { title: 'A lamp' } },
  outputs: { id: '$response.body#/id' },
};
const onId = { parameters: [{ name: 'id', in: 'path', value: '$steps.create.outputs.id' }] };
const is = (status: number): Readonly<Record<string, unknown>> => ({
  successCriteria: [{ condition: `$statusCode == ${status}` }],
});

function told({ events }: CollectedRun): readonly string[] {
  return events
    .filter((event): event is EventOf<'workflow-finished'> => event.type === 'workflow-finished')
    .map(({ workflow, outcome, requests }) => `${workflow} ${outcome} ${requests}`);
}

/** Without the second time, which the checks of histories judge. */
function stepsOf({ cases }: CollectedRun): readonly string[] {
  return cases
    .filter(({ index }) => index >= 2 ** 30 && index % 4096 < 256)
    .map(({ scenario, status }) => `${scenario} ${status}`);
}

describe('workflows of a server that is right', () => {
  it('are run as they are written: calls, gotos, values of answers, what depends on what', async () => {
    const run = await runShop();
    expect(run.error).toBeUndefined();
    expect(run.failures).toEqual([]);
    expect(run.events.filter(({ type }) => type === 'problem')).toEqual([]);
    expect(told(run)).toEqual(['order-and-cancel passed 5', 'forget passed 2', 'retire-product passed 4']);
    expect(stepsOf(run)).toEqual([
      'register-customer/create 201',
      'order-and-cancel/stock 201',
      'order-and-cancel/order 201',
      'order-and-cancel/cancel 200',
      'order-and-cancel/look 200',
      'forget/delete 204',
      'forget/gone 404',
      'retire-product/create 201',
      'retire-product/read 200',
      'retire-product/retire 204',
      'retire-product/gone 404',
    ]);
  });

  it('send what their inputs and answers say', async () => {
    const seen: string[] = [];
    await runShop({ seen: (line) => seen.push(line) });
    expect(seen.slice(0, 5)).toEqual([
      'POST /customers {"name":"Ada"}',
      'POST /products {"title":"A lamp"}',
      'POST /orders {"customerId":1,"productId":2}',
      'POST /orders/3/cancel ',
      'GET /orders/3 ',
    ]);
  });

  it('send the same bytes for the same seed, also what is made up', async () => {
    const [first, second, other]: string[][] = [[], [], []];
    await runShop({ workflowInputs: {}, seen: (line) => first?.push(line) });
    await runShop({ workflowInputs: {}, seen: (line) => second?.push(line) });
    await runShop({ workflowInputs: {}, seed: 6, seen: (line) => other?.push(line) });
    expect(first?.length).toBeGreaterThan(20);
    expect(first).toEqual(second);
    expect(first?.slice(0, 2)).not.toEqual(other?.slice(0, 2));
  });

  it('say which inputs were made up', async () => {
    const { events } = await runShop({ workflowInputs: { 'order-and-cancel.customer': 'Ada', 'forget.title': 'no' } });
    expect(events.find(({ type }) => type === 'workflow-finished')).toMatchObject({
      workflow: 'order-and-cancel',
      madeUp: ['title'],
    });
  });

  it.each<[string, readonly ShopManner[]]>([
    ['is slow to show what it made', ['slow-creation']],
    ['deletes later', ['accepted-delete']],
  ])('wait where they say so, for one that %s', { timeout: 30_000 }, async (_name, manners) => {
    const workflows = await withSteps('patient', create, {
      stepId: 'read',
      call: 'GET /products/{id}',
      ...onId,
      ...is(200),
      onFailure: [
        {
          name: 'notYet',
          type: 'retry',
          retryAfter: 0.2,
          retryLimit: 10,
          criteria: [{ condition: '$statusCode == 404' }],
        },
      ],
    });
    const run = await runShop({ defects: manners, workflows });
    expect(run.failures).toEqual([]);
    expect(told(run)[0]).toMatch(manners.includes('slow-creation') ? /^patient passed [3-6]$/u : /^patient passed 2$/u);
  });

  it('go where a failure leads them', async () => {
    const workflows = await withSteps(
      'detour',
      create,
      {
        stepId: 'try',
        call: 'POST /orders/{id}/cancel',
        ...onId,
        onFailure: [{ name: 'none', type: 'goto', stepId: 'read' }],
      },
      { stepId: 'never', call: 'DELETE /products/{id}', ...onId },
      { stepId: 'read', call: 'GET /products/{id}', ...onId },
    );
    const run = await runShop({ workflows });
    expect(run.failures).toEqual([]);
    expect(stepsOf(run)).toEqual(['detour/create 201', 'detour/try 404', 'detour/read 200']);
  });

  it('end where they would go round for ever, and say so', async () => {
    const workflows = await withSteps('round', {
      ...create,
      onSuccess: [{ name: 'again', type: 'goto', stepId: 'create' }],
    });
    const run = await runShop({ workflows });
    expect(told(run)).toEqual(['round stuck 256']);
    expect(run.events.find(({ type }) => type === 'problem')).toMatchObject({
      problem: {
        code: 'ATG_WORKFLOW_STUCK',
        message: 'The workflow "round" cannot go on: it had not ended after 256 requests.',
      },
    });
  });

  it('stop where a value comes from nowhere, which is no failure of the server', async () => {
    const workflows = await withSteps('lost', { stepId: 'read', call: 'GET /products/{id}', ...onId }, create);
    const run = await runShop({ workflows });
    expect(run.failures).toEqual([]);
    expect(told(run)).toEqual(['lost stuck 0']);
    expect(
      run.events.flatMap((event) => (event.type === 'problem' ? [[event.problem.message, event.problem.hint]] : [])),
    ).toEqual([
      [
        'The workflow "lost" cannot go on: $steps.create.outputs.id has no value, which the step "read" needs.',
        'Let a step before it give the value.',
      ],
    ]);
  });
});

describe('workflows find', () => {
  it('a step that is another than they say, surely, with what came before it', async () => {
    const run = await runShop({ defects: ['delete-is-forgotten'] });
    const failure = run.failures.find(({ check }) => check === 'workflow_criteria') ?? expect.fail();
    expect(told(run).at(-1)).toBe('retire-product failed 4');
    expect(failure).toMatchObject({
      operation: 'GET /products/{id}',
      confidence: 'proved',
      identity: 'retire-product/gone: $statusCode == 404',
      expected: '$statusCode == 404',
      received: '$statusCode is 200',
      reproducibility: { kind: 'deterministic' },
      where: { file: shopWorkflows, pointer: '/workflows/2/steps/3/successCriteria/0/condition' },
    });
    expect(
      failure.steps.map(({ operation, given }) => [operation, given?.map(({ step, from }) => `${step} ${from}`)]),
    ).toEqual([
      ['POST /products', undefined],
      ['GET /products/{id}', ['1 $steps.create.outputs.id']],
      ['DELETE /products/{id}', ['1 $steps.create.outputs.id']],
      ['GET /products/{id}', ['1 $steps.create.outputs.id']],
    ]);
    expect(failure.replay).toContain('shop.arazzo.yaml --workflow-inputs customer=Ada --workflow-inputs');
  });

  it('what breaks the contract on their way, though they are content', async () => {
    const document = structuredClone(shopDocument) as { components: { schemas: { Order: { required: string[] } } } };
    document.components.schemas.Order.required.push('paid');
    const run = await runShop({ spec: document });
    expect(told(run)).toEqual(['order-and-cancel passed 5', 'forget passed 2', 'retire-product passed 4']);
    expect(run.failures).toMatchObject([
      { check: 'response_schema_conformance', identity: '/components/schemas/Order/required paid' },
    ]);
    expect(run.failures[0]?.operations).toContain('POST /orders/{id}/cancel');
    const cancelled = run.cases.find(({ scenario }) => scenario === 'order-and-cancel/cancel');
    expect(cancelled?.failed).toEqual(['response_schema_conformance']);
  });

  it('a server error in them once, and not as a criterion that is not met', async () => {
    const workflows = await withSteps(
      'twice',
      {
        stepId: 'customer',
        call: 'POST /customers',
        requestBody: { payload: { name: 'Ada' } },
        outputs: { id: '$response.body#/id' },
      },
      create,
      {
        stepId: 'order',
        call: 'POST /orders',
        requestBody: { payload: { productId: '$steps.create.outputs.id', customerId: '{$steps.customer.outputs.id}' } },
        outputs: { id: '$response.body#/id' },
      },
      ...['first', 'second'].map((stepId) => ({
        stepId,
        call: 'POST /orders/{id}/cancel',
        parameters: [{ name: 'id', in: 'path', value: '$steps.order.outputs.id' }],
        ...(stepId === 'first' ? is(200) : is(409)),
      })),
    );
    const { failures } = await runShop({ defects: ['second-cancel-fails'], workflows });
    expect(failures.map(({ check, operation, steps }) => [check, operation, steps.length])).toEqual([
      ['not_a_server_error', 'POST /orders/{id}/cancel', 5],
    ]);
  });

  it('an answer that lacks what a later step needs', async () => {
    const workflows = await withSteps(
      'lacking',
      { ...create, outputs: { id: '$response.body#/key' } },
      { stepId: 'read', call: 'GET /products/{id}', ...onId },
    );
    const { failures } = await runShop({ workflows });
    expect(failures).toMatchObject([
      {
        check: 'workflow_criteria',
        operation: 'POST /products',
        confidence: 'proved',
        identity: 'lacking/create: $response.body#/key is missing',
        message:
          'The step "create" of the workflow "lacking" gives no $response.body#/key, which the step "read" needs as $steps.create.outputs.id.',
      },
    ]);
  });

  it('nothing sure where the values were made up', async () => {
    const workflows = await withSteps('guess', { stepId: 'order', call: 'POST /orders', ...is(201) });
    const { failures } = await runShop({ workflows });
    expect(failures).toMatchObject([
      { check: 'workflow_criteria', operation: 'POST /orders', confidence: 'heuristic' },
    ]);
  });
});

it('tells on the command line what became of each, and exits 1 for what it found', { timeout: 60_000 }, async () => {
  await using shop = await startShop(['delete-is-forgotten']);
  await writeFile(join(folder, 'shop.yaml'), stringify(shopDocument));
  const args = ['run', 'shop.yaml', '-b', shop.url, '--phases', 'stateful', '-n', '1', '--workflows', shopWorkflows];
  const { exitCode, stdout } = await runCli([...args, '--workflow-inputs', 'customer=Ada', '--no-keep-failures'], {
    cwd: folder,
  });
  expect(stdout).toContain('workflow order-and-cancel passed after 5 requests (made up: title)');
  expect(stdout).toContain('workflow retire-product failed after 4 requests');
  expect(stdout).toContain('shop.arazzo.yaml:');
  expect(exitCode).toBe(1);
});

it('refuses a document that is wrong before anything is sent, with the place', { timeout: 60_000 }, async () => {
  const seen: string[] = [];
  await using shop = await startShop([], (line) => seen.push(line));
  await writeFile(join(folder, 'shop.yaml'), stringify(shopDocument));
  const workflows = await withSteps('wrong', { ...create, successCriteria: [{ condition: '$statusCode = 201' }] });
  const { exitCode, stderr } = await runCli(['run', 'shop.yaml', '-b', shop.url, '--workflows', ...workflows], {
    cwd: folder,
  });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('wrong.json:1:');
  expect(stderr).toContain('The condition "$statusCode = 201" is no condition');
  expect(seen).toEqual([]);
});
