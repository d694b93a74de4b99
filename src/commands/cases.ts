import { setImmediate as afterOthers } from 'node:timers/promises';
import type { ReadyCase } from '../../runtime/cases/ready-case.ts';
import { UsageError } from '../../runtime/errors.ts';
import { createCaseList, type CaseList } from '../../runtime/engine/list-cases.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import type { OperationEntry } from '../../runtime/model/operation.ts';
import { phases, type Phase } from '../../runtime/model/phase.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { writtenBaseUrl } from '../base-url.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { integer, memberOf } from '../config/readers.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { exitCodes } from '../exit-code.ts';
import { loadConfiguredDocument } from '../load-document.ts';
import { streamOutput } from '../report-output.ts';
import { caseCurl } from './cases/case-curl.ts';
import type { CaseFormat, PrintSetting } from './cases/case-format.ts';
import { caseHttp } from './cases/case-http.ts';
import { caseJson } from './cases/case-json.ts';
import { chooseOperations } from './cases/choose-operations.ts';
import { createPlanList, type PlanList } from './cases/list-plans.ts';
import { planComments, type PlanFormat, planJson } from './cases/plan-text.ts';
import type { CasesFlags } from './program.ts';

const formats: Readonly<Record<'json' | 'curl' | 'http', CaseFormat>> = {
  json: caseJson,
  curl: caseCurl,
  http: caseHttp,
};

/** `api-test-gen cases`: prints requests without sending any. Gives the exit status. */
export async function casesCommand(sources: ConfigSources, own: CasesFlags): Promise<number> {
  const format = formats[memberOf(own.format, ['json', 'curl', 'http'], { kind: 'flag', flag: '--format' })];
  const count = integer(1).fromTexts([own.count], { kind: 'flag', flag: '--count' }, { checks: [], reporters: [] });
  const config = await loadConfig(sources);
  const { api, problems } = await loadConfiguredDocument(config, sources.cwd, new AbortController().signal);
  const entries = chooseOperations(selectOperations(api.operations, config.filters), own.operation);
  if (entries.length === 0) {
    throw new UsageError('There is no operation to print cases of.', {
      where: api.source,
      hint: 'The document has none, or the filters leave none: api-test-gen operations <spec> lists what they keep.',
    });
  }
  const complain = createComplaints();
  for (const problem of problems) complain.of(problem);
  const { seed, mode, headers, serialisers, strictTypes } = config;
  const baseUrl = writtenBaseUrl(config.baseUrl, api);
  const phasesInOrder = inOrder(config);
  if (phasesInOrder.every((phase) => isOfSequences(phase)))
    return await printPlans(entries, createPlanList(api, seed, count), own.format === 'json' ? planJson : planComments);
  const list = await createCaseList({
    api,
    baseUrl,
    headers,
    serialisers,
    strictTypes,
    seed,
    phases: phasesInOrder,
    mode,
    count,
  });
  const setting = printSetting(config, baseUrl);
  const status = await print(entries, list, { written: (ready) => format(ready, setting), complain: complain.of });
  complain.ofTheRest();
  return status;
}

/** Their requests hang on answers: what can be told beforehand is what they are planned to be. */
function isOfSequences(phase: Phase): boolean {
  return phase === 'stateful' || phase === 'concurrent';
}

async function printPlans(entries: readonly OperationEntry[], list: PlanList, format: PlanFormat): Promise<number> {
  const output = openOutput();
  let isComplete = true;
  for (const entry of entries) {
    const plans = list(entry);
    if (plans.length > 0) await output.write(plans.map((steps) => format(entry.label, steps)).join(''));
    else {
      isComplete = false;
      process.stderr.write(`warning: ${entry.label} cannot be planned for: nobody gives what its path needs.\n`);
    }
    if (output.isClosed()) return exitCodes.ok;
  }
  return isComplete ? exitCodes.ok : exitCodes.findings;
}

function inOrder(config: ResolvedConfig): ResolvedConfig['phases'] {
  return phases.filter((phase) => config.phases.includes(phase));
}

function printSetting({ headers, secrets }: ResolvedConfig, baseUrl: string): PrintSetting {
  const secretHeaders: [string, { readonly variable: string; readonly value: string }][] = [];
  for (const [header, value] of headers) {
    const secret = secrets.find((candidate) => candidate.value === value);
    if (secret !== undefined) secretHeaders.push([header.toLowerCase(), { variable: secret.name, value }]);
  }
  return { origin: new URL(baseUrl).origin, secretHeaders: new Map(secretHeaders) };
}

interface Printer {
  written(ready: ReadyCase): string;
  complain(problem: Problem): void;
}

/** Prints operation by operation until all are done, or the reader has gone away. */
async function print(entries: readonly OperationEntry[], list: CaseList, printer: Printer): Promise<number> {
  const output = openOutput();
  let isComplete = true;
  for (const entry of entries) {
    const cases = await printOperation(list(entry), printer, output);
    if (output.isClosed()) return exitCodes.ok;
    if (cases > 0) continue;
    isComplete = false;
    process.stderr.write(`warning: ${entry.label} gave no case.\n`);
  }
  return isComplete ? exitCodes.ok : exitCodes.findings;
}

/** Text that is held before it is written: enough for many cases a write, too little to matter. */
const maxHeld = 64 * 1024;

/** Gives the number of cases. */
async function printOperation(
  listed: ReturnType<CaseList>,
  { written, complain }: Printer,
  output: CaseOutput,
): Promise<number> {
  let cases = 0;
  let held = '';
  for (const item of listed) {
    if (item.kind === 'problem') {
      complain(item.problem);
      continue;
    }
    cases += 1;
    held += written(item.ready);
    if (held.length < maxHeld) continue;
    await output.write(held);
    held = '';
    if (output.isClosed()) return cases;
  }
  if (held !== '') await output.write(held);
  return cases;
}

interface CaseOutput {
  /** Resolves once there is room for more. */
  write(text: string): Promise<void>;
  /** Nobody reads any more. */
  isClosed(): boolean;
}

function openOutput(): CaseOutput {
  const output = streamOutput(process.stdout);
  // Standard output stays writable for ever: only the error tells that its reader has gone.
  let failed = false;
  process.stdout.once('error', () => (failed = true));
  return {
    async write(text) {
      if (failed) return;
      output.write(text);
      await output.drained();
      // A pipe that is written to without waiting tells of its end only when others had their turn.
      await afterOthers();
    },
    isClosed: () => failed,
  };
}

interface Complaints {
  /** Writes a problem to standard error, once: what many operations share, each of them complains of. */
  of(problem: Problem): void;
  /** Writes what is true of many operations, and wrong with none of them, as one. */
  ofTheRest(): void;
}

/** How many operations are named of those that share a problem. */
const maxNamed = 5;

function createComplaints(): Complaints {
  const known = new Set<string>();
  const unbreakable: Problem[] = [];
  return {
    of: (problem) => {
      if (problem.code === 'ATG_CASES_NO_NEGATIVE') {
        unbreakable.push(problem);
        return;
      }
      const text = complaint(problem);
      if (known.has(text)) return;
      known.add(text);
      process.stderr.write(text);
    },
    ofTheRest: () => {
      const [first, ...others] = unbreakable;
      if (first === undefined) return;
      const labels = unbreakable.flatMap(({ operation }) => operation ?? []);
      const more = labels.length > maxNamed ? [`and ${labels.length - maxNamed} more`] : [];
      const where = [...labels.slice(0, maxNamed), ...more].join(', ');
      const { operation: _, ...shared } = first;
      const text = complaint(others.length === 0 ? first : { ...shared, where });
      process.stderr.write(text);
    },
  };
}

function complaint({ message, where, hint, operation }: Problem): string {
  const place = where === undefined ? '' : `\n  where: ${where}`;
  const next = hint === undefined ? '' : `\n  hint:  ${hint}`;
  return `warning: ${operation === undefined ? '' : `${operation}: `}${message}${place}${next}\n`;
}
