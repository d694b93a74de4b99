import type { EventOf } from '../../runtime/events.ts';
import type { Failure } from '../../runtime/model/failure.ts';
import type { Reporter, ReporterContext, ReporterDefinition } from '../contract.ts';
import { fitted, oneLine } from '../escape.ts';
import { recordRun } from '../run-record.ts';
import { standingOf } from '../standing.ts';
import type { RunRecord } from '../run-record.ts';
import { countOf, duration } from '../words.ts';
import { differenceLines } from './differences.ts';
import { earlierLines } from './earlier.ts';
import { failureLines, noteLines } from './findings.ts';
import { headerLines } from './header.ts';
import type { Page } from './page.ts';
import { pageOf } from './page.ts';
import { createProgress } from './progress.ts';
import { problemLines, warningLines } from './remarks.ts';
import { summaryLines } from './summary.ts';
import { verdictLines } from './verdict.ts';

/**
 * What a person reads. While the run goes on: a header, a line for each phase and each new failure, and on a terminal
 * one line of progress. At the end, also of a run that was cut short: findings, problems, warnings, a summary.
 */
export const console: ReporterDefinition = {
  name: 'console',
  summary: 'Progress and results for a person, on standard output.',
  create(context: ReporterContext): Reporter {
    const page = pageOf(context);
    const progress = createProgress(context);
    const { record, on } = recordRun();
    const say = (lines: readonly string[]): void => {
      progress.clear();
      if (lines.length > 0) context.write(`${lines.join('\n')}\n`);
    };
    let isFirst = true;
    /** A line of the run itself; the first stands apart from the header. */
    const tell = (line: string): void => {
      say(isFirst ? ['', line] : [line]);
      isFirst = false;
    };
    let closed = false;
    return {
      name: 'console',
      on: {
        ...on,
        'run-started': (event) => {
          on['run-started'](event);
          say(headerLines(page, event));
        },
        'phase-started': (event) => {
          on['phase-started'](event);
          progress.phaseStarted(event);
        },
        'phase-finished': (event) => {
          on['phase-finished'](event);
          tell(phaseLine(page, event));
        },
        'case-finished': (event) => {
          on['case-finished'](event);
          progress.caseFinished(event);
        },
        'kept-failures-sent': (event) => {
          on['kept-failures-sent'](event);
          tell(keptLine(page, event));
        },
        'workflow-finished': (event) => {
          on['workflow-finished'](event);
          tell(workflowLine(page, event));
        },
        'failure-found': (event) => {
          const isNew = !record.failures.has(event.failure.id);
          on['failure-found'](event);
          if (!isNew) return;
          if (standingOf(event.failure) === 'failing') progress.failureFound();
          tell(noticeLine(page, event.failure));
        },
      },
      async close(): Promise<void> {
        if (closed) return;
        closed = true;
        say(reportLines(page, record));
      },
    };
  },
};

function reportLines(page: Page, record: RunRecord): readonly string[] {
  const failures = [...record.failures.values()];
  return [
    '',
    ...failureLines(page, failures),
    ...noteLines(page, failures),
    ...earlierLines(page, record),
    ...differenceLines(page, record.differences),
    ...problemLines(page, record.problems),
    ...warningLines(page, record.warnings),
    ...summaryLines(page, record),
    ...verdictLines(page, record),
  ];
}

function phaseLine(page: Page, event: EventOf<'phase-finished'>): string {
  const cells = [
    event.phase.padEnd(10),
    countOf(event.cases, 'case').padStart(13),
    countOf(event.failures, 'finding').padStart(13),
    duration(event.durationMs).padStart(12),
  ];
  return `  ${page.paint.faint(cells.join(' '))}`;
}

function workflowLine({ paint, width }: Page, event: EventOf<'workflow-finished'>): string {
  const isFine = event.outcome === 'passed';
  const mark = isFine ? paint.faint('·') : event.outcome === 'failed' ? paint.bad('✗') : paint.doubtful('?');
  const why = event.reason === undefined ? '' : `: ${event.reason}`;
  const made = event.madeUp === undefined ? '' : ` (made up: ${event.madeUp.join(', ')})`;
  const text = `workflow ${event.workflow} ${event.outcome} after ${countOf(event.requests, 'request')}${why}${made}`;
  return `  ${mark} ${fitted(oneLine(text), width - 4)}`;
}

function keptLine(page: Page, event: EventOf<'kept-failures-sent'>): string {
  const cells = [
    'last run'.padEnd(10),
    countOf(event.failures, 'failure').padStart(13),
    `${event.failing} still fail${event.failing === 1 ? 's' : ''}`.padStart(13),
    duration(event.durationMs).padStart(12),
  ];
  return `  ${page.paint.faint(cells.join(' '))}`;
}

function noticeLine(page: Page, failure: Failure): string {
  const { paint } = page;
  const mark = { failing: paint.bad('✗'), known: paint.faint('·'), note: paint.doubtful('?') }[standingOf(failure)];
  const text = `${failure.operation}: ${failure.title}`;
  return `  ${mark} ${fitted(oneLine(text), page.width - 4)}`;
}
