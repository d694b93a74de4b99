import { InvalidSpecError } from '../../errors.ts';
import { pointerTokens } from '../../model/json.ts';
import type { ParameterLocation } from '../../model/operation.ts';
import type { WorkflowBody, WorkflowParameter, WorkflowStep, WorkflowValue } from '../../model/workflow.ts';
import { child, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import { type ArazzoContext, expressionAt, valueAt } from './arazzo-context.ts';
import { listAt, membersAt, objectWith, optionalText, textAt } from './fields.ts';
import { readActions } from './read-actions.ts';
import { readCriteria } from './read-criteria.ts';
import { reused } from './reused.ts';

const fields = [
  'stepId',
  'description',
  'operationId',
  'operationPath',
  'workflowId',
  'parameters',
  'requestBody',
  'successCriteria',
  'onSuccess',
  'onFailure',
  'outputs',
];

/** Reads a step (Arazzo 1.0 §Step Object). `undefined` where it calls another API. Throws `InvalidSpecError`. */
export function readStep(context: ArazzoContext, stated: SpecNode, workflow: ObjectNode): WorkflowStep | undefined {
  const { describe } = context;
  const node = objectWith(stated, 'The step', fields, describe);
  const id = textAt(node, 'stepId', 'the step', describe);
  const target = targetOf(context, node, id);
  const isCall = target?.kind === 'workflow';
  const step = {
    id,
    parameters: readParameters(context, node, workflow, isCall),
    body: readBody(context, child(node, 'requestBody')),
    criteria: readCriteria(context, node, 'successCriteria', `the step "${id}"`),
    onSuccess: readActions(context, 'success', node, workflow),
    onFailure: readActions(context, 'failure', node, workflow),
    outputs: readOutputs(context, node, `the step "${id}"`),
    location: node.location,
  };
  return target === undefined ? undefined : { ...step, target };
}

/** The outputs of a step or workflow, by their names. */
export function readOutputs(context: ArazzoContext, holder: SpecNode, what: string): WorkflowStep['outputs'] {
  const members = membersAt(holder, 'outputs', what, context.describe);
  return new Map(members.map(([name, node]) => [name, expressionAt(context, node, `The output "${name}" of ${what}`)]));
}

function targetOf(context: ArazzoContext, node: ObjectNode, id: string): WorkflowStep['target'] | undefined {
  const given = ['operationId', 'operationPath', 'workflowId'].filter(
    (field) => child(node, field).value !== undefined,
  );
  if (given.length !== 1) {
    const what = given.length === 0 ? 'calls nothing' : `has ${given.join(' and ')}`;
    throw new InvalidSpecError(`The step "${id}" ${what}.`, {
      where: context.describe(node.location),
      hint: 'Give it one of operationId, operationPath and workflowId.',
    });
  }
  if (given[0] === 'workflowId') return { kind: 'workflow', workflow: context.workflow(child(node, 'workflowId')) };
  const operation = context.operation(node);
  return operation && { kind: 'operation', operation };
}

const locations = ['path', 'query', 'header', 'cookie', 'querystring'] as const satisfies readonly ParameterLocation[];

/** Those of the step, then those of the workflow that it does not have. */
function readParameters(
  context: ArazzoContext,
  step: ObjectNode,
  workflow: ObjectNode,
  isCall: boolean,
): readonly WorkflowParameter[] {
  const read = (holder: SpecNode, what: string): readonly WorkflowParameter[] =>
    listAt(holder, 'parameters', what, context.describe).map((node) => readParameter(context, node, isCall));
  const own = read(step, 'the step');
  const names = new Set(own.map((one) => `${one.in} ${one.name}`));
  return [...own, ...read(workflow, 'the workflow').filter((one) => !names.has(`${one.in} ${one.name}`))];
}

function readParameter(context: ArazzoContext, stated: SpecNode, isCall: boolean): WorkflowParameter {
  const { describe } = context;
  const { node: found, value: given } = reused(context, stated, 'parameters');
  const node = objectWith(found, 'The parameter', ['name', 'in', 'value'], describe);
  const name = textAt(node, 'name', 'the parameter', describe);
  const value = given ?? child(node, 'value');
  if (value.value === undefined) throw wrongShape(value, `The \`value\` of the parameter "${name}"`, 'given', describe);
  const place = optionalText(node, 'in', 'the parameter', describe);
  const known = locations.find((one) => one === place);
  if (known === undefined && (place !== undefined || !isCall))
    throw wrongShape(
      child(node, 'in'),
      `The \`in\` of the parameter "${name}"`,
      'path, query, header or cookie',
      describe,
    );
  return {
    name,
    in: isCall ? undefined : known,
    value: valueAt(context, value, `The parameter "${name}"`),
    location: stated.location,
  };
}

function readBody(context: ArazzoContext, stated: SpecNode): WorkflowBody | undefined {
  if (stated.value === undefined) return undefined;
  const { describe } = context;
  const node = objectWith(stated, 'The request body', ['contentType', 'payload', 'replacements'], describe);
  const payload = child(node, 'payload');
  return {
    contentType: optionalText(node, 'contentType', 'the request body', describe),
    payload: payload.value === undefined ? undefined : readPayload(context, payload),
    replacements: listAt(node, 'replacements', 'the request body', describe).map((one) =>
      readReplacement(context, one),
    ),
    location: node.location,
  };
}

/** A text that is JSON is read as such, so that `"{$inputs.id}"` in it keeps the type of the input. */
function readPayload(context: ArazzoContext, node: SpecNode): WorkflowValue {
  const json = typeof node.value === 'string' ? jsonOf(node.value) : undefined;
  return valueAt(context, json === undefined ? node : { ...node, value: json }, 'The payload');
}

function jsonOf(text: string): object | undefined {
  if (!/^\s*[[{]/u.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function readReplacement(context: ArazzoContext, stated: SpecNode): WorkflowBody['replacements'][number] {
  const { describe } = context;
  const node = objectWith(stated, 'The replacement', ['target', 'value'], describe);
  const pointer = textAt(node, 'target', 'the replacement', describe);
  if (!/^(?:\/(?:[^~/]|~[01])*)+$/su.test(pointer) || pointerTokens(pointer).length === 0)
    throw new InvalidSpecError(`The target "${pointer}" is no JSON pointer.`, {
      where: describe(child(node, 'target').location),
      hint: 'Write it as /items/0/id; XPath is not supported.',
    });
  return { pointer, value: valueAt(context, child(node, 'value'), 'The replacement') };
}
