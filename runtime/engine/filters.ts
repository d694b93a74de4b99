import { closest, UsageError } from '../errors.ts';
import type { OperationEntry } from '../model/operation.ts';
import { isSafeMethod } from '../model/safe-method.ts';

/** One condition on an operation. `exact` compares whole values (methods without case), `regex` searches in them. */
export interface OperationFilter {
  readonly by: 'path' | 'method' | 'tag' | 'operation-id';
  readonly kind: 'exact' | 'regex';
  readonly value: string;
}

/** Filters of different kinds must all hold; of one kind, any. Whatever an exclusion matches is left out. */
export interface OperationFilters {
  readonly include: readonly OperationFilter[];
  readonly exclude: readonly OperationFilter[];
  /** Only operations whose method reads are kept. */
  readonly readOnly?: boolean;
  /** Only these, by their label, are kept. */
  readonly labels?: ReadonlySet<string>;
}

/**
 * The operations that the filters keep, in the document's order.
 * Throws `UsageError` for an exclusion, and for the inclusions by one attribute, that match no operation (with the closest value there is), and
 * for a bad regex.
 */
export function selectOperations(
  entries: readonly OperationEntry[],
  filters: OperationFilters,
): readonly OperationEntry[] {
  const include = groupByAttribute(filters.include.map((filter) => compile(filter, 'include')));
  for (const group of include) {
    const [first] = group;
    const isUsed = group.some(({ test }) => entries.some(test));
    if (first !== undefined && !isUsed) throw unmatched(first.filter, 'include', entries);
  }
  const exclude = filters.exclude.map((filter) => compile(filter, 'exclude'));
  // What it should have kept out would be tested: that is for nobody to find in a warning.
  const useless = exclude.find(({ test }) => !entries.some(test));
  if (useless !== undefined) throw unmatched(useless.filter, 'exclude', entries);
  return entries.filter(
    (entry) =>
      (filters.readOnly !== true || isSafeMethod(entry.method)) &&
      filters.labels?.has(entry.label) !== false &&
      include.every((group) => group.some((matcher) => matcher.test(entry))) &&
      !exclude.some((matcher) => matcher.test(entry)),
  );
}

/**
 * The inclusions, as flags, of which nothing is left after all other filters, although of others of their kind something is: what they name is not
 * tested. Exclusions are not among them: those that match nothing are errors.
 */
export function unusedFilters(filters: OperationFilters, selected: readonly OperationEntry[]): readonly string[] {
  if (selected.length === 0) return [];
  return filters.include
    .filter((filter) => {
      const { test } = compile(filter, 'include');
      return !selected.some(test);
    })
    .map((filter) => `${flagOf(filter, 'include')} ${filter.value}`);
}

interface Matcher {
  readonly filter: OperationFilter;
  readonly test: (entry: OperationEntry) => boolean;
}

function groupByAttribute(matchers: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const groups = new Map<string, Matcher[]>();
  for (const matcher of matchers) {
    const { by } = matcher.filter;
    const group = groups.get(by);
    if (group === undefined) groups.set(by, [matcher]);
    else group.push(matcher);
  }
  return [...groups.values()];
}

function compile(filter: OperationFilter, verb: 'include' | 'exclude'): Matcher {
  const accepts = filter.kind === 'regex' ? regexTest(filter.value, flagOf(filter, verb)) : exactTest(filter);
  return { filter, test: (entry) => attributes(entry, filter.by).some(accepts) };
}

/** Whether a filter keeps an operation out by name; what is only not included is not. */
export function isExcluded(entry: OperationEntry, { exclude }: OperationFilters): boolean {
  return exclude.some((filter) => compile(filter, 'exclude').test(entry));
}

/** Tells which methods a filter by method matches. */
export function acceptsMethod(filter: OperationFilter): (method: string) => boolean {
  return filter.kind === 'regex' ? regexTest(filter.value, '--exclude-method-regex') : exactTest(filter);
}

function flagOf({ by, kind }: OperationFilter, verb: 'include' | 'exclude'): string {
  return `--${verb}-${by}${kind === 'regex' ? '-regex' : ''}`;
}

function exactTest(filter: OperationFilter): (value: string) => boolean {
  if (filter.by !== 'method') return (value) => value === filter.value;
  const method = filter.value.toUpperCase();
  return (value) => value === method;
}

function regexTest(source: string, flag: string): (value: string) => boolean {
  let regex: RegExp;
  try {
    regex = new RegExp(source, 'u');
  } catch (cause) {
    throw new UsageError(`${flag} is no regular expression: ${source}`, {
      cause,
      where: flag,
      hint: `${(cause as Error).message}. Quote the expression for your shell, and escape special characters.`,
    });
  }
  return (value) => regex.test(value);
}

function attributes(entry: OperationEntry, by: OperationFilter['by']): readonly string[] {
  switch (by) {
    case 'path':
      return [entry.path];
    case 'method':
      return [entry.method];
    case 'tag':
      return entry.tags;
    case 'operation-id':
      return entry.operationId === undefined ? [] : [entry.operationId];
  }
}

function unmatched(
  filter: OperationFilter,
  verb: 'include' | 'exclude',
  entries: readonly OperationEntry[],
): UsageError {
  const flag = flagOf(filter, verb);
  const known = [...new Set(entries.flatMap((entry) => attributes(entry, filter.by)))];
  const near = filter.kind === 'exact' ? closest(filter.value, known) : undefined;
  const some = known.slice(0, 5).join(', ');
  return new UsageError(`${flag} '${filter.value}' matches none of the document's ${entries.length} operations.`, {
    where: flag,
    hint:
      near !== undefined
        ? `Did you mean '${near}'?`
        : known.length === 0
          ? `No operation of the document has a ${filter.by}.`
          : `Known values: ${some}${known.length > 5 ? ', …' : ''}. \`api-test-gen operations <spec>\` lists all.`,
  });
}
