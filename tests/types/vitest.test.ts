import { describe, expectTypeOf, it, type Assertion } from 'vitest';
import { contract, setupContract, type ContractMatchers, type ContractOptions } from '../../src/vitest/index.ts';
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
