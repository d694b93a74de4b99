import { describe, expectTypeOf, it } from 'vitest';
import {
  defineConfig,
  run,
  type ApiTestGenError,
  type Config,
  type CheckedExchange,
  type ConfigError,
  type EventOf,
  type Failure,
  type RunEvent,
  type RunOptions,
  type Serialiser,
  type UnresolvedRefError,
  type UsageError,
} from '../../src/index.ts';
import type { options } from '../../src/config/options.data.ts';

describe('defineConfig', () => {
  it('keeps the literal type of what it is given', () => {
    expectTypeOf(defineConfig({ mode: 'positive', maxExamples: 5 })).toExtend<Config>();
    expectTypeOf(defineConfig(() => ({ seed: 1 }))).toBeFunction();
    expectTypeOf(defineConfig(async () => ({ seed: 1 }))).returns.resolves.toExtend<Config>();
  });

  it('takes serialisers', () => {
    expectTypeOf<Config['serialisers']>().toEqualTypeOf<readonly Serialiser[] | undefined>();
    expectTypeOf(
      defineConfig({ serialisers: [{ mediaType: 'a/b', write: () => new Uint8Array() }] }),
    ).toExtend<Config>();
    // @ts-expect-error a promise is no bytes
    defineConfig({ serialisers: [{ mediaType: 'a/b', write: async () => '' }] });
    expectTypeOf<RunOptions>().toHaveProperty('serialisers');
  });

  it('takes checks of one’s own, sync and async', () => {
    const byStatus = ({ response }: CheckedExchange): string | undefined =>
      response.status === 418 ? 'a teapot' : undefined;
    expectTypeOf(
      defineConfig({ customChecks: [byStatus, { id: 'a', onExchange: async () => undefined }] }),
    ).toExtend<Config>();
    expectTypeOf(
      defineConfig({ customChecks: [{ id: 'a', onRunEnd: ({ operations }) => `${operations.length} operations` }] }),
    ).toExtend<Config>();
    // @ts-expect-error a number is no verdict
    defineConfig({ customChecks: [() => 5] });
    // @ts-expect-error a finding has a message
    defineConfig({ customChecks: [{ id: 'a', onExchange: () => ({ title: 'no' }) }] });
    expectTypeOf<RunOptions>().toHaveProperty('customChecks');
  });

  it('refuses what is no configuration', () => {
    // @ts-expect-error a misspelt key
    defineConfig({ maxExample: 5 });
    // @ts-expect-error an unknown mode
    defineConfig({ mode: 'postive' });
    // @ts-expect-error a number in quotes
    defineConfig({ seed: '1' });
    // @ts-expect-error exactOptionalPropertyTypes: a key that is absent is left out
    defineConfig({ seed: undefined });
  });
});

describe('run', () => {
  it('takes the options of a configuration file and gives events', () => {
    expectTypeOf(run).parameter(0).toEqualTypeOf<RunOptions>();
    expectTypeOf<Parameters<typeof run>[0]['spec']>().toEqualTypeOf<string | URL | object>();
    expectTypeOf(run).returns.toExtend<AsyncIterable<RunEvent>>();
    expectTypeOf<RunOptions>().not.toHaveProperty('report');
    expectTypeOf<RunOptions>().not.toHaveProperty('color');
  });

  it('needs a document', () => {
    // @ts-expect-error spec is missing
    expectTypeOf<{ baseUrl: string }>().toExtend<RunOptions>();
  });

  it('gives events that narrow by their type', () => {
    expectTypeOf<EventOf<'failure-found'>['failure']>().toEqualTypeOf<Failure>();
    expectTypeOf<EventOf<'run-finished'>['summary']['operations']['tested']>().toEqualTypeOf<number>();
    // @ts-expect-error a misspelt event
    expectTypeOf<EventOf<'failure-fond'>>();
  });
});

describe('errors', () => {
  it('have stable codes', () => {
    expectTypeOf<UsageError['code']>().toEqualTypeOf<'ATG_USAGE'>();
    expectTypeOf<ConfigError['code']>().toEqualTypeOf<'ATG_CONFIG'>();
    expectTypeOf<UnresolvedRefError['code']>().toEqualTypeOf<'ATG_SPEC_UNRESOLVED_REF'>();
    expectTypeOf<ApiTestGenError['code']>().toEqualTypeOf<`ATG_${string}`>();
  });
});

describe('the option table', () => {
  it('has exactly the keys of Config', () => {
    expectTypeOf<keyof typeof options>().toEqualTypeOf<keyof Config>();
  });
});
