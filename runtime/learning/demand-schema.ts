import type { JsonValue } from '../model/json.ts';
import type { Demand } from './contract.ts';

/**
 * What a demand says as JSON Schema of the value itself. Nothing for `required` and `unknown`, which are demands on the object or list of parameters
 * that holds the value.
 */
export function demandSchema(demand: Demand): { readonly [keyword: string]: JsonValue } | undefined {
  switch (demand.keyword) {
    case 'required':
    case 'unknown':
      return undefined;
    case 'notNull':
      return { not: { type: 'null' } };
    case 'uniqueItems':
      return { uniqueItems: true };
    case 'type':
      return { type: demand.types };
    case 'format':
      return { anyOf: demand.formats.map((format) => ({ format })) };
    case 'enum':
      return { enum: demand.members };
    case 'pattern':
      return { pattern: demand.pattern };
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return { [demand.keyword]: demand.limit };
  }
}
