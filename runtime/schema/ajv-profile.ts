import { Ajv2020 } from 'ajv/dist/2020.js';
import type { FuncKeywordDefinition } from 'ajv';
import { compilePattern } from './compile-pattern.ts';
import { checkedFormats } from './formats.ts';
import { discriminatorKeyword } from './keywords/discriminator-keyword.ts';
import { falseKeyword } from './keywords/false-keyword.ts';
import { multipleOfKeyword } from './keywords/multiple-of-keyword.ts';
import { uniqueItemsKeyword } from './keywords/unique-items-keyword.ts';
import { writeOnlyKeyword } from './keywords/write-only-keyword.ts';

/** Ajv's way to our own regular expressions. */
const regExp = Object.assign((source: string) => namedPattern(source), {
  code: 'unused: nothing is generated as text',
});

function namedPattern(source: string): { test(text: string): boolean; toString(): string } {
  const pattern = compilePattern(source);
  return { test: (text) => pattern.test(text), toString: () => source };
}

export interface AjvProfile {
  readonly formats: 'assert' | 'annotate';
  /** Every error, with the schema it comes from; else the first alone. */
  readonly allErrors: boolean;
  readonly refKeyword: FuncKeywordDefinition;
}

/**
 * The one way that Ajv is used: no strict mode and no meta-schemas, since the lowering has checked every keyword it lets
 * through and lets no other through.
 */
export function createAjv({ formats, allErrors, refKeyword }: AjvProfile): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    allErrors,
    verbose: allErrors,
    messages: allErrors,
    ownProperties: true,
    unicodeRegExp: true,
    validateFormats: formats === 'assert',
    formats: { ...checkedFormats },
    meta: false,
    validateSchema: false,
    addUsedSchema: false,
    inlineRefs: false,
    logger: false,
    // Ajv would simplify the code it writes; V8 does so as well, and most schemas are asked too rarely for it to pay.
    code: { regExp, optimize: false },
  });
  // Schemas with `unevaluated*` are never compiled, and the code that would keep book for them throws on some that are.
  ajv.opts.unevaluated = false;
  for (const keyword of [
    refKeyword,
    multipleOfKeyword,
    uniqueItemsKeyword,
    falseKeyword,
    discriminatorKeyword,
    writeOnlyKeyword(allErrors),
  ]) {
    ajv.addKeyword(keyword);
  }
  return ajv;
}
