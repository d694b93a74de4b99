import { setupContract } from './setup-contract.ts';

/** A setup file of vitest: `setupFiles: ['@api-test-gen/core/vitest/setup']`. All comes from the configuration file. */
await setupContract();
