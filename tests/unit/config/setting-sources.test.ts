import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ApiTestGenError, ConfigError, UsageError } from '../../../runtime/errors.ts';
import {
  settingsFromCall,
  settingsFromEnvironment,
  settingsFromFile,
  settingsFromFlags,
  type FlagValues,
} from '../../../src/config/setting-sources.ts';

const names = {
  checks: ['not_a_server_error', 'status_code_conformance', 'response_schema_conformance'],
  reporters: ['console', 'junit', 'ndjson'],
};
const file = resolve('/project/api-test-gen.config.yaml');

/** The error of a call, as one line a test can show whole. */
function complaint(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (!ApiTestGenError.is(error)) throw error;
    return `${error.code} | ${error.message} | ${error.where ?? ''} | ${error.hint ?? ''}`;
  }
  return 'no error';
}

describe('checks', () => {
  const known = { ...names, optInChecks: ['response_schema_conformance'] };

  it.each([
    [['default'], ['not_a_server_error', 'status_code_conformance']],
    [['response_schema_conformance,default'], names.checks],
    [['response_schema_conformance'], ['response_schema_conformance']],
  ])('that %j stands for', (checks, expected) => {
    expect(settingsFromFlags({ checks }, known)).toEqual({ checks: expected });
    expect(settingsFromCall({ checks: checks.flatMap((one) => one.split(',')) }, ['checks'], known)).toEqual({
      checks: expected,
    });
  });
});

describe('flags', () => {
  it('are read by the type of their option', () => {
    const flags: FlagValues = {
      spec: ['openapi.yaml'],
      headers: ['X-A: 1', 'X-B:2'],
      phases: ['fuzzing,examples'],
      checks: ['status_code_conformance', 'not_a_server_error'],
      maxExamples: ['5'],
      maxTime: ['1.5'],
      maxResponseSize: ['1KB'],
      allowFileRefs: true,
      allowRemoteRefs: false,
      color: false,
      config: false,
      report: ['junit=out.xml', 'ndjson'],
      includePathRegex: ['^/a,b', 'c'],
    };
    expect(settingsFromFlags(flags, names)).toEqual({
      spec: 'openapi.yaml',
      headers: [
        ['X-A', '1'],
        ['X-B', '2'],
      ],
      phases: ['examples', 'fuzzing'],
      checks: ['not_a_server_error', 'status_code_conformance'],
      maxExamples: 5,
      maxTime: 1.5,
      maxResponseSize: 1024,
      allowFileRefs: true,
      allowRemoteRefs: false,
      color: 'never',
      config: false,
      report: [
        { name: 'junit', file: 'out.xml' },
        { name: 'ndjson', file: undefined },
      ],
      includePathRegex: ['^/a,b', 'c'],
    });
  });

  it('take the last value of an option that has one', () => {
    expect(settingsFromFlags({ seed: ['1', '2'], color: true }, names)).toEqual({ seed: 2, color: 'always' });
  });

  it.each<[FlagValues, string]>([
    [
      { maxExamples: ['many'] },
      'ATG_USAGE | Expected a whole number of 1 or more, received "many". | --max-examples | Give a whole number of 1 or more.',
    ],
    [
      { maxExamples: ['0x10'] },
      'ATG_USAGE | Expected a whole number of 1 or more, received "0x10". | --max-examples | Give a whole number of 1 or more.',
    ],
    [
      { seed: ['4294967296'] },
      'ATG_USAGE | Expected a whole number from 0 to 4294967295, received "4294967296". | --seed | Give a whole number from 0 to 4294967295.',
    ],
    [
      { requestTimeout: ['0'] },
      'ATG_USAGE | Expected a number of seconds above 0, up to 2147483, received "0". | --request-timeout | Give a number of seconds above 0, up to 2147483.',
    ],
    [
      { phases: ['coverage,fuzing'] },
      'ATG_USAGE | Unknown phase "fuzing". | --phases | Did you mean "fuzzing"? Valid: examples, coverage, stateful, fuzzing, concurrent.',
    ],
    [
      { checks: ['not_a_sever_error'] },
      'ATG_USAGE | Unknown check "not_a_sever_error". | --checks | Did you mean "not_a_server_error"? Valid: not_a_server_error, status_code_conformance, response_schema_conformance, default.',
    ],
    [
      { phases: [','] },
      'ATG_USAGE | The list is empty. | --phases | Name at least one of: examples, coverage, stateful, fuzzing, concurrent.',
    ],
    [
      { mode: ['postive'] },
      'ATG_USAGE | Unknown value "postive". | --mode | Did you mean "positive"? Valid: positive, negative, all.',
    ],
    [
      { report: ['junti=x.xml'] },
      'ATG_USAGE | Unknown reporter "junti". | --report | Did you mean "junit"? Valid: console, junit, ndjson.',
    ],
    [
      { report: ['junit='] },
      'ATG_USAGE | The report junit names no file. | --report | Write junit=FILE, or junit alone for standard output.',
    ],
    [
      { maxResponseSize: ['10 parsecs'] },
      'ATG_USAGE | Expected a size in bytes, received "10 parsecs". | --max-response-size | Write a whole number above 0, or one with a unit: 512KB, 10MB, 1GB.',
    ],
    [
      { baseUrl: [' '] },
      'ATG_USAGE | Expected a text that is not empty, received " ". | --base-url | Give it a value, or leave it out.',
    ],
  ])('that cannot be used are usage errors: %j', (flags, expected) => {
    expect(complaint(() => settingsFromFlags(flags, names))).toBe(expected);
  });
});

describe('environment variables', () => {
  it('are read by the type of their option; lists are separated by commas, headers stand one a line', () => {
    const env = {
      ATG_PHASES: 'coverage, fuzzing',
      ATG_INCLUDE_TAG: 'a, b',
      ATG_HEADERS: 'X-A: 1, 2\nX-B: 3\n',
      ATG_ALLOW_FILE_REFS: 'yes',
      ATG_REPORT: 'junit=a.xml,ndjson=b.ndjson',
      ATG_SEED: '',
      ATG_AUTHORIZATION: 'a secret of a curl line',
      UNRELATED: '1',
    };
    expect(settingsFromEnvironment(env, names)).toEqual({
      phases: ['coverage', 'fuzzing'],
      includeTag: ['a', 'b'],
      headers: [
        ['X-A', '1, 2'],
        ['X-B', '3'],
      ],
      allowFileRefs: true,
      report: [
        { name: 'junit', file: 'a.xml' },
        { name: 'ndjson', file: 'b.ndjson' },
      ],
    });
  });

  it('that cannot be used are usage errors that name the variable', () => {
    expect(complaint(() => settingsFromEnvironment({ ATG_CONCURRENCY: '0' }, names))).toBe(
      'ATG_USAGE | Expected a whole number from 1 to 1024, received "0". | environment variable ATG_CONCURRENCY | Give a whole number from 1 to 1024.',
    );
    expect(complaint(() => settingsFromEnvironment({ ATG_ALLOW_FILE_REFS: 'perhaps' }, names))).toBe(
      'ATG_USAGE | Expected true or false, received "perhaps". | environment variable ATG_ALLOW_FILE_REFS | Use true or false.',
    );
  });
});

describe('a configuration file', () => {
  it('is read by the types of its options; its paths start from its folder', () => {
    const content = {
      spec: 'openapi.yaml',
      headers: { 'X-A': '1', 'X-B': ['2', '3'] },
      identities: { admin: { headers: { Authorization: 'Bearer t' } } },
      maxSpecSize: 1000,
      allowRemoteRefs: true,
      color: 'never',
      report: ['junit=reports/junit.xml', 'console'],
    };
    expect(settingsFromFile(content, file, names)).toEqual({
      spec: resolve('/project/openapi.yaml'),
      headers: [
        ['X-A', '1'],
        ['X-B', '2'],
        ['X-B', '3'],
      ],
      identities: [{ name: 'admin', headers: [['Authorization', 'Bearer t']] }],
      maxSpecSize: 1000,
      allowRemoteRefs: true,
      color: 'never',
      report: [
        { name: 'junit', file: resolve('/project/reports/junit.xml') },
        { name: 'console', file: undefined },
      ],
    });
    expect(settingsFromFile({ spec: 'https://example.com/a.yaml' }, file, names)).toEqual({
      spec: 'https://example.com/a.yaml',
    });
  });

  it('with an unknown key is a ConfigError with the nearest key and all of them', () => {
    const error = complaint(() => settingsFromFile({ maxExample: 1 }, file, names));
    expect(error).toMatch(
      new RegExp(
        String.raw`^ATG_CONFIG \| Unknown key "maxExample"\. \| .*, key maxExample \| Did you mean "maxExamples"\? Valid keys: spec, baseUrl, `,
      ),
    );
    expect(complaint(() => settingsFromFile({ config: 'x' }, file, names))).toContain('Unknown key "config"');
    expect(complaint(() => settingsFromFile({ __proto__: null, constructor: 1 }, file, names))).toContain(
      'Unknown key "constructor"',
    );
  });

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [
      { maxExamples: '5' },
      `Expected a whole number of 1 or more, received "5". | ${file}, key maxExamples | Give a whole number of 1 or more.`,
    ],
    [
      { checks: 'not_a_server_error' },
      `Expected a list, received "not_a_server_error". | ${file}, key checks | Write a list: ["not_a_server_error"].`,
    ],
    [
      { checks: ['not_a_server_error', 'x'] },
      `Unknown check "x". | ${file}, key checks[1] | Valid: ${names.checks.join(', ')}, default.`,
    ],
    [
      { allowFileRefs: 'true' },
      `Expected true or false, received "true". | ${file}, key allowFileRefs | Use true or false, without quotes.`,
    ],
    [
      { headers: { 'X-A': 1 } },
      `Expected a text, received a value of type number. | ${file}, key headers["X-A"] | Put the value in quotes.`,
    ],
    [
      { headers: ['X-A: 1'] },
      `Expected an object, received a list. | ${file}, key headers | Write it as { "Name": "value" }.`,
    ],
    [
      { identities: { admin: { header: {} } } },
      `Unknown key "header". | ${file}, key identities.admin.header | Valid: headers.`,
    ],
    [
      { identities: { admin: {} } },
      `Expected an object, received undefined. | ${file}, key identities.admin.headers | Write it as { "Name": "value" }.`,
    ],
    [
      { report: [1] },
      `Expected name or name=FILE, received 1. | ${file}, key report[0] | For example: junit=reports/junit.xml`,
    ],
    [
      { includeTag: [''] },
      `Expected a text that is not empty, received "". | ${file}, key includeTag[0] | Give it a value, or leave it out.`,
    ],
  ])('with a wrong value is a ConfigError that says where: %j', (content, expected) => {
    expect(complaint(() => settingsFromFile(content, file, names))).toBe(`ATG_CONFIG | ${expected}`);
    expect(() => settingsFromFile(content, file, names)).toThrow(ConfigError);
  });

  it('may leave a key undefined', () => {
    expect(settingsFromFile({ seed: undefined }, file, names)).toEqual({});
  });
});

describe('options of a call', () => {
  it('are usage errors where they cannot be used', () => {
    expect(() => settingsFromCall({ sed: 1 }, ['seed'], names)).toThrow(UsageError);
    expect(complaint(() => settingsFromCall({ sed: 1 }, ['seed'], names))).toBe(
      'ATG_USAGE | Unknown key "sed". | option sed | Did you mean "seed"? Valid keys: seed.',
    );
  });
});

describe('serialisers', () => {
  const write = (): string => 'bytes';
  const program = resolve('/project/api-test-gen.config.ts');
  /** What is wrong with one serialiser of a TypeScript file. */
  const wrong = (serialiser: unknown): string =>
    complaint(() =>
      settingsFromFile({ serialisers: [{ mediaType: 'application/*', write }, serialiser] }, program, names),
    );
  const form = "Write it as { mediaType: 'application/x-type', write(value) { … }, read(bytes) { … } }.";

  it('stay the objects that they are, in files that are programs and in calls', () => {
    class Lines {
      readonly mediaType = 'application/x-lines';
      write(): string {
        return this.mediaType;
      }
    }
    const serialisers = [new Lines(), { mediaType: 'application/vnd.x+json', write, read: () => undefined }];
    for (const extension of ['ts', 'js', 'mjs', 'cjs']) {
      const place = resolve(`/project/api-test-gen.config.${extension}`);
      expect(settingsFromFile({ serialisers }, place, names).serialisers?.[0]).toBe(serialisers[0]);
    }
    expect(settingsFromCall({ serialisers }, ['serialisers'], names).serialisers).toEqual(serialisers);
  });

  it.each(['json', 'yaml', 'yml', 'JSON'])('cannot stand in .%s', (extension) => {
    const place = resolve(`/project/own.${extension}`);
    expect(complaint(() => settingsFromFile({ serialisers: [] }, place, names))).toBe(
      `ATG_CONFIG | Serialisers are functions, which only TypeScript and JavaScript can hold. | ${place}, key serialisers | Use api-test-gen.config.ts: export default defineConfig({ serialisers: [ … ] })`,
    );
  });

  it.each([
    ['application/x', `Expected a serialiser, received "application/x". | key serialisers[1] | ${form}`],
    [write, `Expected a serialiser, received a function. | key serialisers[1] | ${form}`],
    [{ mediaType: 'application/x' }, `Expected a function, received undefined. | key serialisers[1].write | ${form}`],
    [
      { mediaType: 'application/x', write, read: 'bytes' },
      `Expected a function, received "bytes". | key serialisers[1].read | ${form}`,
    ],
    [
      { mediaType: 'protobuf', write },
      "Expected a media type or range, received \"protobuf\". | key serialisers[1].mediaType | Write it as type/subtype: 'application/x-protobuf', or 'application/*'.",
    ],
    [
      { write },
      "Expected a media type or range, received undefined. | key serialisers[1].mediaType | Write it as type/subtype: 'application/x-protobuf', or 'application/*'.",
    ],
  ])('of another shape are a ConfigError at the key: %j', (serialiser, expected) => {
    expect(wrong(serialiser)).toBe(`ATG_CONFIG | ${expected.replace('| key', `| ${program}, key`)}`);
  });

  it('of a call are a UsageError', () => {
    expect(complaint(() => settingsFromCall({ serialisers: {} }, ['serialisers'], names))).toBe(
      'ATG_USAGE | Expected a list, received {}. | option serialisers | Write a list: [{}].',
    );
  });
});
