import { describe, expect, it } from 'vitest';
import { defaults } from '../../../src/config/defaults.ts';
import { helpText } from '../../../src/config/option-text.ts';
import { optionKeys, optionRow } from '../../../src/config/options.data.ts';
import type { KnownNames } from '../../../src/config/reader.ts';

const names: KnownNames = {
  checks: ['not_a_server_error', 'http_semantics', 'undocumented_fields'],
  optInChecks: ['undocumented_fields'],
  reporters: ['console', 'junit', 'ndjson'],
};

const kebab = (key: string): string => key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function evaluated(code: string): Promise<unknown> {
  const module = (await import(`data:text/javascript,export default ${encodeURIComponent(code)}`)) as {
    readonly default: unknown;
  };
  return module.default;
}

describe('the option table', () => {
  it('has every filter: include and exclude, four subjects, exact and regex', () => {
    const expected = ['include', 'exclude'].flatMap((verb) =>
      ['Path', 'Method', 'Tag', 'OperationId'].flatMap((by) => [`${verb}${by}`, `${verb}${by}Regex`]),
    );
    expect(optionKeys.filter((key) => /^(include|exclude)(?!Checks)/.test(key))).toEqual(expected);
  });

  it('names flag and variable after the key', () => {
    for (const key of optionKeys) {
      const { flag, env } = optionRow(key);
      if (flag !== undefined && key !== 'headers') expect(flag).toBe(`--${kebab(key)}`);
      if (env !== undefined) expect(env).toBe(`ATG_${kebab(key).toUpperCase().replaceAll('-', '_')}`);
    }
  });

  it('gives no flag twice', () => {
    const flags = optionKeys.flatMap((key) => {
      const { flag, short, switches } = optionRow(key);
      return [...new Set([flag, short, ...Object.keys(switches ?? {})])].filter((one) => one !== undefined);
    });
    expect(new Set(flags).size).toBe(flags.length);
  });

  it('says where each option can be given', () => {
    for (const key of optionKeys) {
      const { flag, env, switches, argument, notInFile, inCodeOnly } = optionRow(key);
      if (flag !== undefined) expect(argument !== undefined || switches !== undefined, key).toBe(true);
      if (flag === undefined && argument === undefined) expect(notInFile, key).toBeUndefined();
      if (inCodeOnly === true)
        expect([flag, env, argument, notInFile], key).toEqual([undefined, undefined, undefined, undefined]);
    }
  });

  it.each(optionKeys.filter((key) => optionRow(key).notInFile !== true))('reads its own example of %s', async (key) => {
    const { reader, example, inCodeOnly } = optionRow(key);
    const given = inCodeOnly === true ? await evaluated(example) : (JSON.parse(example) as unknown);
    const read = reader.fromValue(given, { kind: 'call', path: key }, names);
    expect(read).toBeDefined();
  });

  it.each(optionKeys.filter((key) => Object.hasOwn(defaults, key)))('reads its own default of %s', (key) => {
    const value = (defaults as Readonly<Record<string, unknown>>)[key];
    expect(optionRow(key).reader.fromValue(value, { kind: 'call', path: key }, names)).toBe(value);
  });

  it('has a sentence for each option, and a default', () => {
    for (const key of optionKeys) expect(optionRow(key).help, key).toMatch(/^[A-Z].*\.$/s);
    expect(helpText('maxResponseSize')).toContain('(default: 10MB)');
    expect(helpText('mode')).toContain('(values: positive, negative, all; default: all)');
  });

  it('cannot be changed through its defaults', () => {
    expect(Object.isFrozen(defaults)).toBe(true);
  });
});
