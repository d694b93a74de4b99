import parseJsonPath from 'jsonpath-rfc9535/parser';
import { InvalidSpecError } from '../../errors.ts';
import type { Criterion } from '../../model/workflow.ts';
import { child, isObject, type SpecNode } from '../spec-node.ts';
import { type ArazzoContext, expressionAt } from './arazzo-context.ts';
import { listAt, objectWith, textAt } from './fields.ts';
import { parseCondition } from './parse-condition.ts';
import { workflowExpressions } from './parse-workflow-expression.ts';

/** The criteria of a step or an action (Arazzo 1.0 §Criterion Object). Throws `InvalidSpecError` for one that cannot be read. */
export function readCriteria(
  context: ArazzoContext,
  holder: SpecNode,
  field: string,
  what: string,
): readonly Criterion[] {
  return listAt(holder, field, what, context.describe).map((node) => readCriterion(context, node));
}

const fields = ['context', 'condition', 'type', 'version'];

function readCriterion(context: ArazzoContext, stated: SpecNode): Criterion {
  const node = objectWith(stated, 'The criterion', fields, context.describe);
  const text = textAt(node, 'condition', 'the criterion', context.describe);
  const type = typeOf(context, node);
  const place = { text, location: child(node, 'condition').location };
  switch (type.name) {
    case 'simple':
      return { ...place, kind: 'simple', condition: readSimple(context, text, place.location) };
    case 'regex':
      return { ...place, kind: 'regex', context: contextOf(context, node), pattern: readPattern(context, place) };
    case 'jsonpath': {
      const query = text.trim();
      const fault = faultOf(query);
      if (fault === undefined) return { ...place, kind: 'jsonpath', context: contextOf(context, node), query };
      if (type.version === undefined) throw unreadable(context, place, `no JSONPath (RFC 9535): ${fault}`);
      return unsupported(context, place, `JSONPath of the version ${type.version} that RFC 9535 does not know`);
    }
    case 'xpath':
      return unsupported(context, place, 'XPath');
    default:
      throw new InvalidSpecError(`The criterion has the type "${type.name}", which Arazzo 1.0 does not know.`, {
        where: context.describe(child(node, 'type').location),
        hint: 'Its types are simple, regex, jsonpath and xpath.',
      });
  }
}

function typeOf({ describe }: ArazzoContext, node: SpecNode): { readonly name: string; readonly version?: string } {
  const type = child(node, 'type');
  if (type.value === undefined) return { name: 'simple' };
  if (!isObject(type.value)) return { name: textAt(node, 'type', 'the criterion', describe) };
  const version = child(type, 'version').value;
  return {
    name: textAt(type, 'type', "the criterion's type", describe),
    ...(typeof version === 'string' ? { version } : {}),
  };
}

/** Without a context a pattern or path would have nothing to look at. */
function contextOf(context: ArazzoContext, node: SpecNode): ReturnType<typeof expressionAt> {
  return expressionAt(context, child(node, 'context'), 'The `context` of the criterion');
}

type Place = Pick<Criterion, 'text' | 'location'>;

function readSimple(
  context: ArazzoContext,
  text: string,
  location: Criterion['location'],
): Extract<Criterion, { kind: 'simple' }>['condition'] {
  const { parse } = workflowExpressions(context.scope);
  const condition = parseCondition(text, (one) => {
    const expression = parse(one);
    if (expression !== undefined) context.seen.push({ expression, location });
    return expression;
  });
  if ('fault' in condition) throw unreadable(context, { text, location }, `no condition: ${condition.fault}`);
  return condition;
}

function readPattern(context: ArazzoContext, place: Place): RegExp {
  try {
    return new RegExp(place.text, 'u');
  } catch {
    try {
      // Some escapes are known without the flag alone.
      return new RegExp(place.text);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw unreadable(context, place, `no regular expression: ${reason}`);
    }
  }
}

/** What is wrong with a JSONPath, if anything. */
function faultOf(query: string): string | undefined {
  try {
    parseJsonPath(query);
    return undefined;
  } catch (error) {
    if (!(error instanceof Error) || !('location' in error) || !('found' in error)) throw error;
    if (error.found === null) return 'it ends too early';
    const { start } = error.location as { readonly start: { readonly offset: number } };
    return `"${query.slice(start.offset, start.offset + 20)}" is out of place (character ${start.offset + 1})`;
  }
}

function unreadable({ describe }: ArazzoContext, { text, location }: Place, why: string): InvalidSpecError {
  return new InvalidSpecError(`The condition "${text}" is ${why}.`, {
    where: describe(location),
    hint: "Write it as in $statusCode == 200 && $response.body#/status == 'open'.",
  });
}

function unsupported(context: ArazzoContext, place: Place, language: string): Criterion {
  context.problem(
    {
      code: 'ATG_WORKFLOW_UNSUPPORTED',
      message: `The condition "${place.text}" is not judged: ${language} is not supported.`,
      hint: 'Write it as a simple condition, a regex, or a JSONPath (RFC 9535).',
    },
    place.location,
  );
  return { ...place, kind: 'unsupported' };
}
