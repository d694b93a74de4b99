import type { BodyOf } from '../testing/body-of.ts';
import type { ContractSpec } from '../testing/contract-options.ts';
import { checkForAll, type ForAllOptions, type PropertyInput } from '../testing/for-all.ts';
import { setupDefaults } from './setup-defaults.ts';

/**
 * A property of your own, for use in a test: it must hold for every valid request to the operation (`POST /notes`, or an operationId). The requests are
 * those of fuzzing, and one that fails is made small. Where the document is a value (`spec: { … } as const`), the body has its type. What is not said comes from `setupContract`, then from `ATG_…` variables, then from the configuration file.
 *
 * @example
 * test('gives back the title', () =>
 *   forAll('POST /notes', async ({ request, send }) => {
 *     const note = await (await send()).json()
 *     expect(note).toMatchObject(request.body as object)
 *   }))
 */
export async function forAll<const Label extends string, const Document extends ContractSpec = ContractSpec>(
  operation: Label,
  property: (input: PropertyInput<BodyOf<Document, Label>>) => void | Promise<void>,
  options: ForAllOptions<Document> = {},
): Promise<void> {
  const spec = options.spec ?? setupDefaults.spec;
  const all = { ...setupDefaults.options, ...options, ...(spec === undefined ? {} : { spec }) };
  // What is drawn keeps to the document, and so to the type that is made from it.
  await checkForAll(operation, property as (input: PropertyInput) => void | Promise<void>, all);
}
