import { excerpt } from '../model/excerpt.ts';
import type { Confidence } from '../model/failure.ts';
import type { StepFault, WorkflowVerdict } from '../model/workflow-verdict.ts';
import { fail, skip, type Check } from './contract.ts';

type Details = {
  readonly workflow: string;
  readonly step: string;
  readonly saw: readonly { readonly expression: string; readonly value: string }[];
};

/** Steps of workflows must do what the workflow says of them. */
export const workflowCriteria: Check<'workflow_criteria', Details> = {
  id: 'workflow_criteria',
  severity: 'high',
  summary: 'Steps of workflows must be the successes that their workflow says.',
  page: {
    finds:
      'A step of a workflow (`--workflows`) whose success criteria its answer does not meet, or that has none and is not answered with success, and an answer that lacks an output which a later step cannot do without. The workflow ends there.',
    silent: [
      'A step whose failure the workflow provides for: one of its failure actions goes elsewhere, tries again with success, or ends the workflow on a condition.',
      'An answer of 500 or more: that is a failure of not_a_server_error.',
      'Conditions in XPath, which are not supported and named as problems.',
    ],
    confidence: {
      proved: 'The workflow says so, and all values of its requests were given by it, by its inputs, or by answers.',
      likely:
        'The answer is 2xx and not what the workflow says, and inputs or required values of a request before it were made up.',
      heuristic:
        'Inputs or required values of the request were made up, since nobody gave them, or those of one before it and the answer is no 2xx: the server may rightly refuse them. Give the inputs with `--workflow-inputs`.',
    },
    sources: ['Arazzo 1.0.1 §Criterion Object', 'Arazzo 1.0.1 §Step Object'],
  },
  run({ exchange, workflow }) {
    if (workflow === undefined) return skip('no step of a workflow that failed');
    const { status } = exchange.response;
    if (status >= 500 || status < 100) return skip('a server error');
    const { fault, location, guess } = workflow;
    const saw = fault.kind === 'criterion' ? fault.saw : [];
    const isGuess = guess !== 'none';
    const made = isGuess ? ' Some values of its requests were made up, since the workflow was not given them.' : '';
    return fail({
      confidence: confidenceOf(guess, status),
      identity: `${workflow.workflow}/${workflow.step}: ${identityOf(fault)}`,
      ...wordsOf(workflow, status),
      message: `${messageOf(workflow, status)}${made}`,
      hint: isGuess
        ? "Give the workflow its inputs with --workflow-inputs 'name=value', then look at the answer of this step."
        : 'Compare the answer of this step with what the workflow says of it, and correct the one that is wrong.',
      location,
      details: {
        workflow: workflow.workflow,
        step: workflow.step,
        saw: saw.map(({ expression, value }) => ({ expression, value: excerpt(value) })),
      },
    });
  },
};

/** Who was sent what nobody knows to be right may refuse it; an answer of success that is another than it should be is one. */
function confidenceOf(guess: WorkflowVerdict['guess'], status: number): Confidence {
  if (guess === 'none') return 'proved';
  return guess === 'before' && status >= 200 && status < 300 ? 'likely' : 'heuristic';
}

function identityOf(fault: StepFault): string {
  switch (fault.kind) {
    case 'criterion':
      return fault.condition;
    case 'status':
      return 'no success';
    case 'output':
      return `${fault.source} is missing`;
  }
}

function messageOf({ workflow, step, fault }: WorkflowVerdict, status: number): string {
  const where = `The step "${step}" of the workflow "${workflow}"`;
  switch (fault.kind) {
    case 'criterion':
      return `${where} was answered ${status}, and does not meet its criterion ${fault.condition}.`;
    case 'status':
      return `${where} has no criteria, and was answered ${status}, which is no success.`;
    case 'output':
      return `${where} gives no ${fault.source}, which the step "${fault.neededBy}" needs as ${fault.expression}.`;
  }
}

function wordsOf(
  { fault }: WorkflowVerdict,
  status: number,
): { readonly title: string; readonly expected: string; readonly received: string } {
  switch (fault.kind) {
    case 'criterion': {
      const saw = fault.saw.map(({ expression, value }) => `${expression} is ${excerpt(value)}`);
      const received = saw.length === 0 ? `status ${status}` : saw.join(', ');
      return { title: 'Workflow step not successful', expected: fault.condition, received };
    }
    case 'status':
      return { title: 'Workflow step not successful', expected: 'a status of 2xx or 3xx', received: String(status) };
    case 'output':
      return {
        title: 'Output of a workflow step missing',
        expected: `a value at ${fault.source}`,
        received: 'nothing there',
      };
  }
}
