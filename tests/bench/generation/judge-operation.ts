import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import type { BodySource, OperationContext, ParameterSource } from '../../../runtime/cases/operation-context.ts';
import { createOperationContext } from '../../../runtime/cases/operation-context.ts';
import { createContextOptions } from '../../../runtime/engine/context-options.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { Api, OperationEntry } from '../../../runtime/model/operation.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import type { Schemas } from '../../../runtime/schema/schemas.ts';

export interface Judgement {
  /** What is wrong with the cases, one line each. */
  readonly invalid: readonly string[];
  /** Whether anything of the operation can be broken, by its schemas or by leaving it out. */
  readonly isBreakable: boolean;
}

/** Judges the cases of operations by validators that have made none of them. */
export function judgeOperation(
  api: Api,
  baseUrl: string,
): (entry: OperationEntry, cases: readonly ReadyCase[]) => Judgement {
  const options = createContextOptions(api, { baseUrl, headers: [] });
  const schemas = createSchemas();
  return (entry, cases) => {
    let context: OperationContext;
    try {
      context = createOperationContext(api.operation(entry), options);
    } catch {
      return { invalid: [], isBreakable: true };
    }
    return {
      invalid: cases.flatMap((ready) => complaints(ready, context, schemas)),
      isBreakable: isBreakable(context),
    };
  };
}

/** Whether something can be left out, or some value of a part is wrong however it is read. */
function isBreakable({ parameters, bodies, bodyRequired, hasTwin }: OperationContext): boolean {
  if (hasTwin) return false;
  return (
    parameters.some(({ parameter }) => parameter.required && parameter.in !== 'path' && !hasDefault(parameter)) ||
    // No bytes at all are no JSON; a file or a form may be empty.
    (bodyRequired && bodies.some(({ mediaType }) => /[/+]json\b/i.test(mediaType))) ||
    parameters.some((source) => source.violating() !== undefined && !takesAnyText(source)) ||
    bodies.some((source) => source.violating() !== undefined)
  );
}

/** What a server reads where the parameter is missing. */
function hasDefault({ schema }: ParameterSource['parameter']): boolean {
  return typeof schema?.schema === 'object' && schema.schema !== null && Object.hasOwn(schema.schema, 'default');
}

const texts = ['x', 'zß中', 'true', '0', '-1.5', 'null', 'a,b', ' ', 'x'.repeat(10_000)];

/** A parameter is text on the wire: one that takes every text, or lists of them, cannot be broken there. */
function takesAnyText({ isValid, parameter }: ParameterSource): boolean {
  if (parameter.serialization.kind === 'content') return false;
  return texts.every((text) => isValid(text) || isValid([text]) || isValid(text.split(',')));
}

function complaints(ready: ReadyCase, context: OperationContext, schemas: Schemas): readonly string[] {
  const { operation, mode, values, violations, seedPath } = ready.case;
  const [violation] = violations;
  const wrong: string[] = [];
  const say = (what: string): number => wrong.push(`${operation} #${seedPath.index} ${mode}: ${what}`);
  if ((mode === 'negative') !== (violation !== undefined)) say('mode and violations disagree');
  for (const source of [...context.parameters, ...context.bodies]) {
    const value = valueOf(source, values);
    const isMeant = violations.some((one) => isAbout(one, source));
    if (value === undefined || isMeant) continue;
    if (!schemas.isValid(source.schema, value.value, 'request')) say(`${nameOf(source)} is invalid: ${show(value)}`);
  }
  for (const one of violations) {
    const source = [...context.parameters, ...context.bodies].find((candidate) => isAbout(one, candidate));
    const value = source === undefined ? undefined : valueOf(source, values);
    // Broken syntax, and what is missing altogether, is no matter of the schema.
    if (source === undefined || value === undefined) continue;
    const named = schemas
      .issues(source.schema, value.value, 'request')
      .some(({ keyword, location }) => keyword === one.keyword && location.pointer === one.schemaPointer);
    if (!named) say(`${nameOf(source)} does not break ${one.keyword} at ${one.schemaPointer}: ${show(value)}`);
  }
  return wrong;
}

type Source = ParameterSource | BodySource;

function isAbout(violation: ReadyCase['case']['violations'][number], source: Source): boolean {
  if ('content' in source) return violation.location === 'body';
  return violation.location === source.parameter.in && violation.parameter === source.parameter.name;
}

function valueOf(source: Source, values: CaseValues): { readonly value: unknown } | undefined {
  if ('content' in source) {
    const { body } = values;
    return body?.kind === 'value' && body.mediaType === source.mediaType ? { value: body.value } : undefined;
  }
  const { in: location, name } = source.parameter;
  if (location === 'querystring') return values.querystring;
  const own = values[location];
  return Object.hasOwn(own, name) ? { value: own[name] } : undefined;
}

function nameOf(source: Source): string {
  return 'content' in source ? `body (${source.mediaType})` : `${source.parameter.in} ${source.parameter.name}`;
}

function show({ value }: { readonly value: unknown }): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 300);
}
