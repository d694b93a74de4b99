import { inject } from 'vitest';
import { declareSuite } from './contract.ts';
import { optionsKey, type PluginOptions } from './plugin.ts';

// The test file of the plugin.
const given: unknown = inject(optionsKey as never);
const { spec, title = 'API contract', ...options } = (given ?? {}) as PluginOptions;
declareSuite(spec, { title, ...options }, '');
