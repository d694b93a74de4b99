import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Api } from '../../../../runtime/model/operation.ts';
import { loadWorkflows, type LoadedWorkflows } from '../../../../runtime/spec/arazzo/load-workflows.ts';
import { loadApi } from '../../../../runtime/spec/load-api.ts';

let folder = '';
let api: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atg-arazzo-'));
  const get = (operationId: string): object => ({ operationId, responses: { 200: { description: '' } } });
  api = await loadApi({
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1' },
    paths: { '/pets': { get: get('listPets'), post: get('addPet') }, '/pets/{id}': { get: get('getPet') } },
  });
});

afterAll(() => rm(folder, { recursive: true }));

type Members = Readonly<Record<string, unknown>>;

const step = (more: Members = {}): Members => ({ stepId: 'list', operationId: 'listPets', ...more });
const workflow = (more: Members = {}): Members => ({ workflowId: 'look', steps: [step()], ...more });
const document = (more: Members = {}): Members => ({
  arazzo: '1.0.1',
  info: { title: 'Pets', version: '1' },
  sourceDescriptions: [{ name: 'pets', url: './pets.yaml', type: 'openapi' }],
  workflows: [workflow()],
  ...more,
});

async function load(...contents: readonly Members[]): Promise<LoadedWorkflows> {
  const files = contents.map((_, index) => (index === 0 ? 'a.yaml' : `b${index}.json`));
  for (const [index, content] of contents.entries()) {
    const text = index === 0 ? stringify(content) : JSON.stringify(content, undefined, 2);
    await writeFile(join(folder, files[index] ?? ''), text);
  }
  return loadWorkflows([files[0] ?? ''], api, { cwd: folder });
}

/** What a person reads of the error. */
async function refused(content: Members): Promise<string> {
  try {
    await load(content);
    return 'no error';
  } catch (error) {
    const { message, where, hint } = error as {
      readonly message: string;
      readonly where?: string;
      readonly hint?: string;
    };
    return [message, where, hint].join(' | ');
  }
}

describe('a document of workflows', () => {
  it('is read with its order, its parts, and the places of all', async () => {
    const loaded = await load(
      document({
        workflows: [
          workflow({
            workflowId: 'last',
            dependsOn: ['first'],
            steps: [step({ stepId: 'call', operationId: undefined, workflowId: 'part' })],
          }),
          workflow({ workflowId: 'part' }),
          workflow({
            workflowId: 'first',
            steps: [
              step({ operationId: undefined, operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pets~1{id}/get' }),
            ],
          }),
        ],
      }),
    );
    expect(loaded.problems).toEqual([]);
    expect(loaded.workflows.map(({ key, isPart, steps }) => [key, isPart, steps[0]?.target])).toEqual([
      ['first', false, { kind: 'operation', operation: 'GET /pets/{id}' }],
      ['last', false, { kind: 'workflow', workflow: 'part' }],
      ['part', true, { kind: 'operation', operation: 'GET /pets' }],
    ]);
    const place = loaded.workflows[0]?.steps[0]?.location ?? expect.fail();
    expect(loaded.position(place)).toMatchObject({
      file: join(folder, 'a.yaml'),
      line: 22,
      pointer: '/workflows/2/steps/0',
    });
  });

  it('waits for a workflow whose outputs it uses', async () => {
    const uses = step({ parameters: [{ name: 'id', in: 'query', value: '$workflows.later.outputs.id' }] });
    const { workflows } = await load(
      document({ workflows: [workflow({ workflowId: 'sooner', steps: [uses] }), workflow({ workflowId: 'later' })] }),
    );
    expect(workflows.map(({ key }) => key)).toEqual(['later', 'sooner']);
  });

  it('reuses parameters and actions, and lets steps override what the workflow says', async () => {
    const { workflows } = await load(
      document({
        workflows: [
          workflow({
            parameters: [
              { name: 'page', in: 'query', value: 1 },
              { name: 'size', in: 'query', value: 2 },
            ],
            failureActions: [{ name: 'again', type: 'end' }, { reference: '$components.failureActions.stop' }],
            steps: [
              step({
                parameters: [{ reference: '$components.parameters.page', value: 7 }],
                onFailure: [{ name: 'again', type: 'retry', retryAfter: 1.5, retryLimit: 4, stepId: 'list' }],
              }),
            ],
          }),
        ],
        components: {
          parameters: { page: { name: 'page', in: 'query', value: 5 } },
          failureActions: { stop: { name: 'stop', type: 'end' } },
        },
      }),
    );
    const [first] = workflows[0]?.steps ?? [];
    expect(first?.parameters.map(({ name, value }) => [name, value])).toEqual([
      ['page', { kind: 'constant', value: 7 }],
      ['size', { kind: 'constant', value: 2 }],
    ]);
    expect(first?.onFailure).toEqual([
      { name: 'again', kind: 'retry', criteria: [], afterMs: 1500, limit: 4, first: { step: 'list' } },
      { name: 'stop', kind: 'end', criteria: [] },
    ]);
  });

  it('calls workflows of other documents', async () => {
    const sources = [
      { name: 'pets', url: './pets.yaml', type: 'openapi' },
      { name: 'shared', url: './b1.json', type: 'arazzo' },
    ];
    const call = step({ operationId: undefined, workflowId: '$sourceDescriptions.shared.look' });
    const { workflows } = await load(
      document({ sourceDescriptions: sources, workflows: [workflow({ steps: [call] })] }),
      document({ workflows: [workflow()] }),
    );
    expect(workflows.map(({ key, isPart, steps }) => [key, isPart, steps[0]?.target])).toEqual([
      ['look', false, { kind: 'workflow', workflow: 'b1.json#look' }],
      ['b1.json#look', true, { kind: 'operation', operation: 'GET /pets' }],
    ]);
  });

  it('leaves out what calls another API, and what needs that, and says so', async () => {
    const sources = [
      { name: 'pets', url: pathToApi(), type: 'openapi' },
      { name: 'bank', url: './bank.yaml', type: 'openapi' },
    ];
    const { workflows, problems } = await load(
      document({
        sourceDescriptions: sources,
        workflows: [
          workflow({ workflowId: 'pay', steps: [step({ operationId: '$sourceDescriptions.bank.transfer' })] }),
          workflow({ workflowId: 'buy', dependsOn: ['pay'] }),
          workflow(),
        ],
      }),
    );
    expect(workflows.map(({ key }) => key)).toEqual(['look']);
    expect(problems.map(({ message }) => message)).toEqual([
      'The workflow "pay" is not run: one of its steps calls another API than the one under test.',
      'The workflow "buy" is not run: it needs "pay", which is not run either.',
    ]);
  });

  it('names conditions that it cannot judge, and names that mean nothing, as problems', async () => {
    const { workflows, problems } = await load(
      document({
        workflows: [
          workflow({
            inputs: { type: 'object', properties: { known: {} } },
            steps: [
              step({
                parameters: [{ name: 'a', in: 'query', value: 'x-{$inputs.unknown}' }],
                successCriteria: [
                  { context: '$response.body', type: 'xpath', condition: '/a' },
                  {
                    context: '$response.body',
                    type: { type: 'jsonpath', version: 'draft-goessner-dispatch-jsonpath-00' },
                    condition: '$..a[(@.length-1)]',
                  },
                  { condition: '$steps.list.outputs.none == 1' },
                ],
              }),
            ],
          }),
        ],
      }),
    );
    expect(workflows[0]?.steps[0]?.criteria.map(({ kind }) => kind)).toEqual(['unsupported', 'unsupported', 'simple']);
    expect(problems.map(({ message, where }) => `${where?.replace(/ .*/u, '')} ${message}`)).toEqual([
      'a.yaml:21:13 The condition "/a" is not judged: XPath is not supported.',
      'a.yaml:26:13 The condition "$..a[(@.length-1)]" is not judged: JSONPath of the version draft-goessner-dispatch-jsonpath-00 that RFC 9535 does not know is not supported.',
      'a.yaml:17:13 $inputs.unknown has no value. The workflow has no such input.',
      'a.yaml:27:13 $steps.list.outputs.none has no value. The step "list" has no such output.',
    ]);
  });

  const inStep = (more: Members): Members => document({ workflows: [workflow({ steps: [step(more)] })] });

  it.each([
    [
      'an unknown operation',
      inStep({ operationId: 'listPest' }),
      'The step calls the operationId "listPest", which no operation has. | a.yaml:13:9 (/workflows/0/steps/0/operationId) | Did you mean "listPets"?',
    ],
    [
      'an unknown path',
      inStep({ operationId: undefined, operationPath: '{$sourceDescriptions.pets.url}#/paths/~1pest/get' }),
      'The step calls "{$sourceDescriptions.pets.url}#/paths/~1pest/get", where no operation stands. | a.yaml:13:9 (/workflows/0/steps/0/operationPath) | Name an operation of <object>.',
    ],
    [
      'an unknown workflow',
      inStep({ operationId: undefined, workflowId: 'loko' }),
      'There is no workflow "loko". | a.yaml:13:9 (/workflows/0/steps/0/workflowId) | Did you mean "look"?',
    ],
    [
      'an unknown step',
      inStep({ onSuccess: [{ name: 'a', type: 'goto', stepId: 'lits' }] }),
      'There is no step "lits" in this workflow. | a.yaml:17:13 (/workflows/0/steps/0/onSuccess/0/stepId) | Did you mean "list"?',
    ],
    [
      'a step without an operation',
      inStep({ operationId: undefined }),
      'The step "list" calls nothing. | a.yaml:12:9 (/workflows/0/steps/0) | Give it one of operationId, operationPath and workflowId.',
    ],
    [
      'a step with two',
      inStep({ workflowId: 'look' }),
      'The step "list" has operationId and workflowId. | a.yaml:12:9 (/workflows/0/steps/0) | Give it one of operationId, operationPath and workflowId.',
    ],
    [
      'two steps of one name',
      document({ workflows: [workflow({ steps: [step(), step()] })] }),
      'The workflow "look" has two steps called "list". | a.yaml:14:9 (/workflows/0/steps/1/stepId) | Give each a stepId of its own.',
    ],
    [
      'two workflows of one name',
      document({ workflows: [workflow(), workflow()] }),
      'Two workflows are called "look". | a.yaml:14:5 (/workflows/1/workflowId) | Give each a workflowId of its own.',
    ],
    [
      'workflows that wait for each other',
      document({ workflows: [workflow({ dependsOn: ['b'] }), workflow({ workflowId: 'b', dependsOn: ['look'] })] }),
      'Workflows depend on each other: look → b → look. | a.yaml:10:5 (/workflows/0) | Take one of the dependencies out of `dependsOn`.',
    ],
    [
      'a condition that is none',
      inStep({ successCriteria: [{ condition: '$statusCode = 200' }] }),
      'The condition "$statusCode = 200" is no condition: "= 200" is neither a value nor an operator. | a.yaml:15:13 (/workflows/0/steps/0/successCriteria/0/condition) | Write it as in $statusCode == 200 && $response.body#/status == \'open\'.',
    ],
    [
      'a pattern that is none',
      inStep({ successCriteria: [{ context: '$statusCode', type: 'regex', condition: '(' }] }),
      /^The condition "\(" is no regular expression: .* \| a\.yaml:17:13/u,
    ],
    [
      'a JSONPath that is none',
      inStep({ successCriteria: [{ context: '$response.body', type: 'jsonpath', condition: '$[' }] }),
      /^The condition "\$\[" is no JSONPath \(RFC 9535\): it ends too early\. \| a\.yaml:17:13/u,
    ],
    [
      'an expression that is none',
      inStep({ parameters: [{ name: 'a', in: 'query', value: '$response.nothing' }] }),
      /^The parameter "a" has "\$response\.nothing", which is no runtime expression\. \| a\.yaml:17:13/u,
    ],
    [
      'an output that is none',
      inStep({ outputs: { a: 'response.body' } }),
      /^The output "a" of the step "list" has "response\.body", which is no runtime expression\. \| a\.yaml:15:11/u,
    ],
    [
      'a field that is misspelt',
      inStep({ onSucess: [] }),
      'The step has the field "onSucess", which Arazzo 1.0 does not know. | a.yaml:14:9 (/workflows/0/steps/0/onSucess) | Did you mean "onSuccess"?',
    ],
    [
      'a parameter without a place',
      inStep({ parameters: [{ name: 'a', value: 1 }] }),
      'The `in` of the parameter "a" should be path, query, header or cookie, but it is missing. | a.yaml:15:13 (/workflows/0/steps/0/parameters/0/in) | Correct the document at this place.',
    ],
    [
      'a component that is not there',
      inStep({ parameters: [{ reference: '$components.parameters.a' }] }),
      /^The reference "\$components\.parameters\.a" leads to no component/u,
    ],
    [
      'an action that goes nowhere',
      inStep({ onFailure: [{ name: 'a', type: 'goto' }] }),
      /^The action "a" goes nowhere\. \| a\.yaml:15:13/u,
    ],
    [
      'no steps',
      document({ workflows: [workflow({ steps: [] })] }),
      'The workflow "look" has no steps. | a.yaml:11:5 (/workflows/0/steps) | Give it a list of `steps` that is not empty.',
    ],
    [
      'another version',
      document({ arazzo: '2.0.0' }),
      'The document is of Arazzo "2.0.0", which is not supported. | a.yaml | Give an Arazzo 1.0 document, with arazzo: 1.0.1 as text.',
    ],
    [
      'no Arazzo',
      { openapi: '3.0.3' },
      'The document has no workflows: it has no field "arazzo". | a.yaml | Give an Arazzo 1.0 document (https://spec.openapis.org/arazzo/latest.html).',
    ],
  ])('is refused for %s, with the place and what to do', async (_name, content, expected) => {
    const said = await refused(content);
    if (typeof expected === 'string') expect(said).toBe(expected);
    else expect(said).toMatch(expected);
  });
});

/** As the source of the API is shown, from the folder of the document. */
function pathToApi(): string {
  return `./${encodeURIComponent('<object>')}`;
}
