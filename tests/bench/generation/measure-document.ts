/**
 * A child process: generates for every operation of one document and prints the figures as JSON.
 * Arguments: the document, cases of each mode an operation, and `judge` where every case is to be judged afterwards.
 */
import { createHash } from 'node:crypto';
import { createCaseList } from '../../../runtime/engine/list-cases.ts';
import { loadDocument } from '../../../runtime/spec/load-api.ts';
import { cpuSince } from '../../laws/test-suite/exercise-subject.ts';
import type { DocumentFigures, OperationFigures } from './document-figures.ts';
import { judgeOperation } from './judge-operation.ts';

const [source = '', countText = '10', wish] = process.argv.slice(2);
const count = Number(countText);
const baseUrl = 'http://127.0.0.1/';

/** Loads what makes cases, and the document: its CPU time is told apart from that of the cases. */
const beforeLoad = process.cpuUsage();
const { api } = await loadDocument(source);
const loadCpuMs = cpuSince(beforeLoad);

const options = {
  api,
  baseUrl,
  headers: [],
  serialisers: [],
  seed: 1,
  phases: ['fuzzing'],
  mode: 'all',
  count,
} as const;
const beforeList = process.cpuUsage();
const listCases = await createCaseList(options);
const prepareCpuMs = cpuSince(beforeList);

const operations = api.operations.map(generate);
const peakMb = process.resourceUsage().maxRSS / 1024;
const judged = wish === 'judge' ? await judge() : undefined;
const figures: DocumentFigures = { loadCpuMs, prepareCpuMs, peakMb, operations, judged };
process.stdout.write(JSON.stringify(figures));

function generate(entry: (typeof api.operations)[number]): OperationFigures {
  const started = process.cpuUsage();
  const listed = [...listCases(entry)];
  const cpuMs = cpuSince(started);
  const cases = listed.flatMap((one) => (one.kind === 'case' ? [one.ready] : []));
  const problems = listed.flatMap((one) => (one.kind === 'problem' ? [one.problem] : []));
  const digest = createHash('sha1');
  for (const { request } of cases) digest.update(JSON.stringify(request));
  return {
    label: entry.label,
    cpuMs,
    positive: cases.filter((one) => one.case.mode === 'positive').length,
    negative: cases.filter((one) => one.case.mode === 'negative').length,
    problems: problems.map(({ code, message }) => `${code}: ${message}`),
    digest: digest.digest('base64'),
  };
}

/** Everything once more, from new validators: the bytes must be the same, and every case what it says it is. */
async function judge(): Promise<NonNullable<DocumentFigures['judged']>> {
  const again = await createCaseList(options);
  const judgeOf = judgeOperation(api, baseUrl);
  const results = api.operations.map((entry, index) => {
    const listed = [...again(entry)].flatMap((one) => (one.kind === 'case' ? [one.ready] : []));
    const digest = createHash('sha1');
    for (const { request } of listed) digest.update(JSON.stringify(request));
    const isSame = digest.digest('base64') === operations[index]?.digest;
    return { label: entry.label, isSame, ...judgeOf(entry, listed) };
  });
  return {
    changed: results.filter(({ isSame }) => !isSame).map(({ label }) => label),
    invalid: results.flatMap(({ invalid }) => invalid),
    unbreakable: results.filter(({ isBreakable }) => !isBreakable).map(({ label }) => label),
  };
}
