import { closest, InvalidSpecError } from '../../errors.ts';
import type { Location } from '../../model/location.ts';
import type { Workflow, WorkflowExpression, WorkflowKey, WorkflowStep } from '../../model/workflow.ts';
import { child, isObject, member, type ObjectNode, type SpecNode } from '../spec-node.ts';
import type { ArazzoContext, PlacedExpression } from './arazzo-context.ts';
import { filledListAt, listAt, objectWith, textAt } from './fields.ts';
import { readOutputs, readStep } from './read-step.ts';

const fields = [
  'workflowId',
  'summary',
  'description',
  'inputs',
  'dependsOn',
  'steps',
  'successActions',
  'failureActions',
  'outputs',
  'parameters',
];

/** A workflow as it was read; whether it is part of others only all of them show. */
export type ReadWorkflow = Omit<Workflow, 'isPart'>;

/**
 * Reads a workflow (Arazzo 1.0 §Workflow Object). `undefined`, with a problem, where one of its steps calls another API. Throws `InvalidSpecError` for
 * what has another shape than Arazzo allows, and for names that nothing has.
 */
export function readWorkflow(context: ArazzoContext, stated: SpecNode, key: WorkflowKey): ReadWorkflow | undefined {
  const { describe } = context;
  const node = objectWith(stated, 'The workflow', fields, describe);
  const id = textAt(node, 'workflowId', 'the workflow', describe);
  context.seen.length = 0;
  const stepNodes = filledListAt(node, 'steps', `the workflow "${id}"`, describe);
  const ids = stepIds(context, stepNodes, id);
  const withSteps: ArazzoContext = { ...context, stepUsed: (step, at) => assertStep(context, ids, step, at) };
  const steps = stepNodes.map((step) => readStep(withSteps, step, node));
  const outputs = readOutputs(context, node, `the workflow "${id}"`);
  const inputs = child(node, 'inputs');
  const dependsOn = listAt(node, 'dependsOn', `the workflow "${id}"`, describe).map((one) => context.workflow(one));
  checkNames(context, steps, inputs, ids);
  const known = steps.filter((step) => step !== undefined);
  if (known.length < steps.length) {
    context.problem(elsewhere(id), node.location);
    return undefined;
  }
  const used = context.seen.flatMap(({ expression }) =>
    expression.kind === 'workflow-value' && expression.workflow !== key ? [expression.workflow] : [],
  );
  return {
    key,
    inputs: inputs.value === undefined ? undefined : context.schemaRef(inputs),
    dependsOn: [...new Set([...dependsOn, ...used])],
    steps: known,
    outputs,
    location: node.location,
  };
}

function elsewhere(id: string): Parameters<ArazzoContext['problem']>[0] {
  return {
    code: 'ATG_WORKFLOW_UNSUPPORTED',
    message: `The workflow "${id}" is not run: one of its steps calls another API than the one under test.`,
    hint: 'Write a workflow of this API’s steps alone.',
  };
}

function stepIds({ describe }: ArazzoContext, nodes: readonly SpecNode[], workflow: string): readonly string[] {
  const ids: string[] = [];
  for (const node of nodes) {
    const id = textAt(node, 'stepId', 'the step', describe);
    if (ids.includes(id))
      throw new InvalidSpecError(`The workflow "${workflow}" has two steps called "${id}".`, {
        where: describe(child(node, 'stepId').location),
        hint: 'Give each a stepId of its own.',
      });
    ids.push(id);
  }
  return ids;
}

function assertStep({ describe }: ArazzoContext, ids: readonly string[], step: string, location: Location): void {
  if (ids.includes(step)) return;
  const near = closest(step, ids);
  throw new InvalidSpecError(`There is no step "${step}" in this workflow.`, {
    where: describe(location),
    hint: near === undefined ? `Its steps are ${ids.join(', ')}.` : `Did you mean "${near}"?`,
  });
}

/** An unknown step is an error; an output or input that nobody declares has no value, which may be meant. */
function checkNames(
  context: ArazzoContext,
  steps: readonly (WorkflowStep | undefined)[],
  inputs: SpecNode,
  ids: readonly string[],
): void {
  const byId = new Map(steps.map((step, index) => [ids[index] ?? '', step]));
  const declared = inputNames(inputs);
  for (const { expression, location } of context.seen.flatMap(expanded)) {
    if (expression.kind === 'step-output') {
      assertStep(context, ids, expression.step, location);
      const outputs = byId.get(expression.step)?.outputs;
      if (outputs !== undefined && !isNamed(expression.path.name, [...outputs.keys()]))
        context.problem(noSuch(expression.text, `The step "${expression.step}" has no such output.`), location);
    }
    if (expression.kind === 'input' && declared !== undefined && !isNamed(expression.path.name, declared))
      context.problem(noSuch(expression.text, 'The workflow has no such input.'), location);
  }
}

/** A component's value may have expressions of its own. */
function expanded({ expression, location }: PlacedExpression): readonly PlacedExpression[] {
  const inner =
    expression.kind === 'known' && expression.value.kind === 'expression' ? [expression.value.expression] : [];
  return [expression, ...inner].map((one: WorkflowExpression) => ({ expression: one, location }));
}

/** A name, or a member of what it names. */
function isNamed(path: string, names: readonly string[]): boolean {
  return names.some((name) => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`));
}

function noSuch(text: string, why: string): Parameters<ArazzoContext['problem']>[0] {
  return {
    code: 'ATG_WORKFLOW_UNKNOWN_NAME',
    message: `${text} has no value. ${why}`,
    hint: 'Correct the name, or declare it.',
  };
}

/** `undefined` where the schema may have more of them than it lists. */
function inputNames({ value }: SpecNode): readonly string[] | undefined {
  if (value === undefined) return [];
  if (!isObject(value)) return undefined;
  const isPlain = !['$ref', 'allOf', 'anyOf', 'oneOf', 'patternProperties', 'if'].some((name) =>
    Object.hasOwn(value, name),
  );
  const properties = member(value, 'properties');
  return isPlain && isObject(properties) ? Object.keys(properties) : undefined;
}

/** The workflow nodes of a document, by their ids. Throws `InvalidSpecError` where two have the same one. */
export function workflowNodes(root: ObjectNode, describe: ArazzoContext['describe']): ReadonlyMap<string, SpecNode> {
  const nodes = filledListAt(root, 'workflows', 'the document', describe);
  const byId = new Map<string, SpecNode>();
  for (const node of nodes) {
    const id = textAt(node, 'workflowId', 'the workflow', describe);
    if (byId.has(id))
      throw new InvalidSpecError(`Two workflows are called "${id}".`, {
        where: describe(child(node, 'workflowId').location),
        hint: 'Give each a workflowId of its own.',
      });
    byId.set(id, node);
  }
  return byId;
}
