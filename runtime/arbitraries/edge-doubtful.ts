import type { Violation } from '../model/violation.ts';
import { NULL, STRING } from '../schema/canonical/value-types.ts';
import type { Plan } from './generate/contract.ts';
import { replaceAt, type Position } from './generate/position.ts';
import { issuesOf, type BreakTask } from './violations/break-site.ts';
import type { SchemaIssue } from '../schema/schemas.ts';

/** A value that sane servers take or refuse as they please. */
export interface DoubtfulValue {
  readonly value: unknown;
  /** Absent where it is valid. */
  readonly violation: Violation | undefined;
}

/** Where the texts of a format are read differently: what its RFC has, and common validators have not, or the other way round. */
const DOUBTFUL_TEXTS: Readonly<Record<string, readonly string[]>> = {
  // RFC 3339 §5.8 has leap seconds, and §5.6 the year 0000.
  // Zones other than Z many have to be told to take.
  'date-time': ['2000-01-01T00:00:00+05:30', '1998-12-31T23:59:60Z', '0000-01-01T00:00:00Z'],
  date: ['0000-01-01'],
  time: ['12:00:00+05:30', '23:59:60Z'],
  // RFC 5321 §4.1.2 has quoted local parts.
  email: ['"a b"@example.com'],
  // RFC 4007 §11 writes a zone behind an address, RFC 4291 has none.
  ipv6: ['fe80::1%eth0'],
  // RFC 9562 §5.9: the UUID that is no version.
  uuid: ['00000000-0000-0000-0000-000000000000'],
};

/**
 * Values for one place, within a value that is valid: null where it is not allowed, which many take for absence or for an empty text, and the
 * doubtful texts of the place's format.
 */
export function* doubtfulValues(
  base: unknown,
  { steps, pointer, leaves }: Position,
  leaf: Plan,
  task: BreakTask,
): IterableIterator<DoubtfulValue & { readonly scenario: string }> {
  const issuesWith = (part: unknown): { readonly value: unknown; readonly issues: readonly SchemaIssue[] } => {
    const value = replaceAt(base, steps, () => part);
    return { value, issues: value === undefined ? [] : issuesOf(value, task) };
  };
  if (task.text === 'any' && leaves[0] === leaf && !leaves.some(({ shape }) => (shape.types & NULL) !== 0)) {
    const { value, issues } = issuesWith(null);
    const issue = issues.find(({ valuePointer }) => valuePointer === pointer);
    if (issue !== undefined) yield { scenario: 'incorrect_type', value, violation: violationOf(issue) };
  }
  const { shape } = leaf;
  if ((shape.types & STRING) === 0 || shape.finite !== undefined) return;
  for (const format of shape.formats) {
    for (const text of Object.hasOwn(DOUBTFUL_TEXTS, format) ? (DOUBTFUL_TEXTS[format] ?? []) : []) {
      const { value, issues } = issuesWith(text);
      const [issue] = issues;
      // Whatever else it breaks is no matter of the format.
      if (value === undefined || issues.some(({ keyword }) => keyword !== 'format')) continue;
      yield { scenario: 'doubtful_format', value, violation: issue && violationOf(issue) };
    }
  }
}

function violationOf({ keyword, valuePointer, location, message }: SchemaIssue): Violation {
  return {
    keyword,
    valuePointer,
    schemaPointer: location.pointer,
    ...(location.file === '' ? {} : { schemaFile: location.file }),
    demand: message,
  };
}
