import type { Case } from '../../model/case.ts';
import type { ChangedPlace } from '../naming/changed-places.ts';
import { placeWords } from '../naming/place-words.ts';

/** Scenarios whose every value is one of its own. */
const eachValue: ReadonlySet<string> = new Set(['enum_value', 'valid_boolean']);

/** Scenarios that say nothing that others do not: values beside an edge, and those that any other value is as good as. */
const sameAsOthers: ReadonlySet<string> = new Set([
  'near_boundary_number',
  'near_boundary_length_string',
  'near_boundary_items_array',
  'valid_string',
  'valid_number',
  'valid_array',
  'valid_value',
]);

/** What a case shows that another may not: the mode, the broken keyword and its place, the enum member, the boundary, the optional part. */
export function caseAspects(one: Case, changed: readonly ChangedPlace[]): readonly string[] {
  const [violation] = one.violations;
  if (violation !== undefined) {
    const { location, parameter, valuePointer, keyword, demand } = violation;
    const place = placeWords({ location, parameter, pointer: valuePointer });
    const kind = keyword === 'syntax' || keyword === 'mediaType' ? one.scenario : demand;
    return ['negative', `breaks ${location} ${place} ${keyword} ${kind}`];
  }
  if (one.phase === 'examples') return ['positive', `example ${one.scenario}`];
  const scenario = one.scenario ?? '';
  const places = changed.map(placeWords);
  const present = changed.filter(({ value }) => value !== undefined).map((place) => `with ${placeWords(place)}`);
  const own = sameAsOthers.has(scenario)
    ? []
    : [`${scenario} ${places.join(' ')} ${eachValue.has(scenario) ? valueOf(changed) : ''}`];
  return ['positive', ...own, ...present];
}

function valueOf(changed: readonly ChangedPlace[]): string {
  return changed.map(({ value }) => JSON.stringify(value) ?? '').join(' ');
}
