import type { Violation } from '../../model/violation.ts';
import { pointerTokens } from '../../model/json.ts';
import { placeWords, withArticle } from './place-words.ts';
import { shortText } from './short-text.ts';

/** What a request breaks, as the end of `rejects …`: `a limit above 100`. */
export function violationWords(
  violation: Pick<Violation, 'keyword' | 'demand' | 'location' | 'parameter' | 'valuePointer'>,
  scenario: string | undefined,
): string {
  const { keyword, demand = '', location, parameter, valuePointer } = violation;
  const place = placeWords({ location, parameter, pointer: valuePointer });
  const one = withArticle(place);
  if (scenario === 'duplicate_parameter') return `${one} that is sent twice`;
  const number = /-?\d[\d.e+-]*$|-?\d[\d.e+-]*(?= )/u.exec(demand)?.[0] ?? '';
  switch (keyword) {
    case 'maximum':
      return `${one} above ${number}`;
    case 'minimum':
      return `${one} below ${number}`;
    case 'exclusiveMaximum':
      return `${one} that is not below ${number}`;
    case 'exclusiveMinimum':
      return `${one} that is not above ${number}`;
    case 'maxLength':
      return `${one} longer than ${number} characters`;
    case 'minLength':
      return `${one} shorter than ${number} characters`;
    case 'maxItems':
      return `${one} with more than ${number} items`;
    case 'minItems':
      return `${one} with fewer than ${number} items`;
    case 'multipleOf':
      return `${one} that is no multiple of ${number}`;
    case 'uniqueItems':
      return `${one} with repeated items`;
    case 'enum':
    case 'const':
      return `${one} that is none of its values`;
    case 'pattern':
      return `${one} that does not match its pattern`;
    case 'type':
      return `${one} that is ${noType(demand)}`;
    case 'additionalProperties':
      return `a body with an unknown property ${shortText(pointerTokens(valuePointer).at(-1) ?? '', 40)}`.trimEnd();
    case 'required':
      return missing(violation, place);
    case 'syntax':
      return `a body that cannot be read (${words(scenario ?? 'malformed')})`;
    case 'mediaType':
      return `a body of another media type (${words(scenario ?? 'unsupported')})`;
    case 'method':
      return 'a method that is not declared';
    default:
      return `${one} that breaks ${shortText(keyword, 40)}`;
  }
}

function noType(demand: string): string {
  const type = /^must be ([a-z,]+)$/u.exec(demand)?.[1];
  return type === undefined ? 'of the wrong type' : `no ${type.replaceAll(',', ' or ')}`;
}

function missing(
  {
    demand = '',
    location,
    parameter,
    valuePointer,
  }: Pick<Violation, 'demand' | 'location' | 'parameter' | 'valuePointer'>,
  place: string,
): string {
  const property = /'(.*)'$/su.exec(demand)?.[1];
  if (property !== undefined) {
    const name = shortText(property, 60);
    return parameter === undefined && valuePointer === ''
      ? `a body without ${name}`
      : `${withArticle(place)} without ${name}`;
  }
  return location === 'body' ? 'a request without a body' : `a request without ${place}`;
}

function words(scenario: string): string {
  return shortText(scenario.replaceAll('_', ' '), 60);
}
