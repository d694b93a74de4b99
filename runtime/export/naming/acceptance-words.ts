import type { ChangedPlace } from './changed-places.ts';
import { placeWords, withArticle } from './place-words.ts';
import { shortText } from './short-text.ts';

/** What a valid request has that the plainest has not, as the end of `accepts …`: `a limit of 100`. */
export function acceptanceWords(
  changed: readonly ChangedPlace[],
  scenario: string | undefined,
  isExample: boolean,
): string {
  if (isExample) {
    return scenario === undefined || scenario === 'example_value' || scenario === 'generated_value'
      ? 'the documented example'
      : `the example ${shortText(scenario, 60)}`;
  }
  const [first, ...others] = changed;
  if (first === undefined) return 'the plainest request';
  if (others.length > 0)
    return scenario === undefined ? 'another request' : `a request with ${scenarioWords(scenario)}`;
  const place = placeWords(first);
  const { value } = first;
  if (value === undefined) return `a request without ${place}`;
  if (typeof value === 'string') {
    const length = Array.from(value).length;
    if (value === '') return `an empty ${place}`;
    return length > 40
      ? `${withArticle(place)} of ${length} characters`
      : `${withArticle(place)} of ${JSON.stringify(shortText(value, 40))}`;
  }
  if (Array.isArray(value)) {
    const text = JSON.stringify(value);
    if (text.length <= 40) return `${withArticle(place)} of ${shortText(text, 40)}`;
  }
  if (Array.isArray(value)) return `${withArticle(place)} with ${value.length} item${value.length === 1 ? '' : 's'}`;
  if (typeof value === 'object' && value !== null) {
    return place === 'body' ? `a body with ${scenarioWords(scenario ?? 'other values')}` : `a request with ${place}`;
  }
  return `${withArticle(place)} of ${JSON.stringify(value) ?? 'nothing'}`;
}

function scenarioWords(scenario: string): string {
  const known: Readonly<Record<string, string>> = {
    object_required_and_optional: 'optional properties',
    object_only_required: 'only what is required',
    all_optional_parameters: 'all optional parts',
    object_additional_property: 'a further property',
  };
  return known[scenario] ?? shortText(scenario.replaceAll('_', ' '), 60);
}
