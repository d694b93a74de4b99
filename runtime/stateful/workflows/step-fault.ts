import type { Location } from '../../model/location.ts';
import type { WorkflowExpression, WorkflowStep } from '../../model/workflow.ts';
import type { StepFault, WorkflowVerdict } from '../../model/workflow-verdict.ts';
import { evaluateCriterion } from './evaluate-criterion.ts';
import { stuck, type Frame, type JudgedExchange, type WorkflowEnd, type WorkflowExchange } from './workflow-session.ts';
import type { ValueScope } from './workflow-values.ts';

/** Why a step is no success, and where that is written. */
export interface PlacedFault {
  readonly fault: StepFault;
  readonly location: Location;
}

/** The first criterion of a step that is not met; where it has none, an answer that is no success. `undefined` for a success. */
export function faultOf(
  { criteria, target, location }: WorkflowStep,
  scope: ValueScope,
  exchange: WorkflowExchange | undefined,
): PlacedFault | undefined {
  for (const criterion of criteria) {
    const { isMet, saw } = evaluateCriterion(criterion, scope);
    if (isMet === false)
      return { fault: { kind: 'criterion', condition: criterion.text, saw }, location: criterion.location };
  }
  if (criteria.length > 0 || target.kind === 'workflow' || exchange === undefined) return undefined;
  const { status } = exchange.exchange.response;
  return status >= 200 && status < 400 ? undefined : { fault: { kind: 'status' }, location };
}

/** What the workflow says of an exchange. */
export function judged(
  { session, workflow }: Frame,
  { id }: WorkflowStep,
  step: WorkflowExchange,
  { fault, location }: PlacedFault,
): JudgedExchange {
  const guess: WorkflowVerdict['guess'] = step.isMadeUp ? 'own' : session.isGuess ? 'before' : 'none';
  return { step, verdict: { workflow: workflow.key, step: id, location, fault, guess } };
}

/** Who is to blame for a value that is not there: the answer that should have had it, or the workflow. */
export function whereMissing(frame: Frame, step: WorkflowStep, expression: WorkflowExpression): WorkflowEnd {
  const source = frame.workflow.steps.find(({ id }) => expression.kind === 'step-output' && id === expression.step);
  const exchange = source && frame.last.get(source.id);
  const output = expression.kind === 'step-output' ? source?.outputs.get(baseName(expression.path.name)) : undefined;
  if (source !== undefined && exchange !== undefined && output !== undefined) {
    const fault = { kind: 'output', expression: expression.text, source: output.text, neededBy: step.id } as const;
    return { kind: 'failed', judged: judged(frame, source, exchange, { fault, location: source.location }) };
  }
  const hint =
    expression.kind === 'input'
      ? `Give it with --workflow-inputs '${expression.path.name}=value'.`
      : 'Let a step before it give the value.';
  return stuck(`${expression.text} has no value, which the step "${step.id}" needs`, hint, step.location);
}

function baseName(name: string): string {
  return /^[^.[]*/u.exec(name)?.[0] ?? name;
}
