import { describe, expectTypeOf, it, type Assertion } from 'vitest';
import {
  contract,
  forAll,
  setupContract,
  type ContractMatchers,
  type ContractOptions,
} from '../../src/vitest/index.ts';
import { apiTestGen } from '../../src/vitest/plugin.ts';

describe('contract', () => {
  it('takes a document and the options of a run', () => {
    expectTypeOf(contract).toBeCallableWith();
    expectTypeOf(contract).toBeCallableWith(new URL('file:///openapi.yaml'));
    expectTypeOf(contract).toBeCallableWith('openapi.yaml', { maxExamples: 5 });
    expectTypeOf(contract).returns.toBeVoid();
    expectTypeOf<{ app: (request: Request) => Response }>().toExtend<ContractOptions>();
    expectTypeOf<{ baseUrl: () => string; timeout: 5000; title: 'a' }>().toExtend<ContractOptions>();
    // @ts-expect-error no such phase
    const wrong: ContractOptions = { phases: ['covrage'] };
    expectTypeOf(wrong).toEqualTypeOf<ContractOptions>();
  });
});

describe('setupContract', () => {
  it('says what to do of breaches', () => {
    expectTypeOf(setupContract).returns.toEqualTypeOf<Promise<void>>();
    expectTypeOf(setupContract).parameter(1).extract<object>().toHaveProperty('observe');
  });
});

const notes = {
  openapi: '3.1.0',
  info: { title: 'Notes', version: '1' },
  paths: {
    '/notes': {
      post: {
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
        responses: { 201: { description: 'Created' } },
      },
    },
  },
  components: {
    schemas: {
      Note: {
        type: 'object',
        required: ['title'],
        properties: { title: { type: 'string' } },
        additionalProperties: false,
      },
    },
  },
} as const;

describe('forAll', () => {
  it('has the type of the body where the document is a value', () => {
    const declared = (): unknown =>
      forAll(
        'POST /notes',
        ({ request, send }) => {
          expectTypeOf(request.body).toEqualTypeOf<{ title: string }>();
          expectTypeOf(send).returns.toEqualTypeOf<Promise<Response>>();
        },
        { spec: notes },
      );
    const named = (): unknown =>
      forAll('POST /notes', ({ request }) => void expectTypeOf(request.body).toBeUnknown(), { spec: 'openapi.yaml' });
    expectTypeOf(declared).toBeFunction();
    expectTypeOf(named).toBeFunction();
  });
});

describe('the matchers', () => {
  it('are of expect', () => {
    type Matchers = Assertion<Response>;
    expectTypeOf<Matchers>().toExtend<ContractMatchers>();
    expectTypeOf<Parameters<Matchers['toConformTo']>>().toEqualTypeOf<[operation: string]>();
    expectTypeOf<ReturnType<Matchers['not']['toConformToApi']>>().toEqualTypeOf<Promise<void>>();
  });
});

describe('apiTestGen', () => {
  it('takes what can be written as JSON', () => {
    expectTypeOf(apiTestGen).toBeCallableWith({ spec: 'openapi.yaml', app: 'src/app.ts' });
    // @ts-expect-error an application itself cannot go to a worker
    expectTypeOf<Parameters<typeof apiTestGen>[0]>().toEqualTypeOf<{ app: () => Response }>();
  });
});
