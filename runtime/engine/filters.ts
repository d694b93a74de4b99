import { closest, UsageError } from '../errors.ts';
import type { OperationEntry } from '../model/operation.ts';

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
}

/**
 * The operations that the filters keep, in the document's order.
 * Throws `UsageError` for a filter that matches no operation (with the closest value there is) and for a bad regex.
 */
export function selectOperations(
  entries: readonly OperationEntry[],
  filters: OperationFilters,
): readonly OperationEntry[] {
  const include = groupByAttribute(filters.include.map((filter) => compile(filter, 'include', entries)));
  const exclude = filters.exclude.map((filter) => compile(filter, 'exclude', entries));
  return entries.filter(
    (entry) =>
      include.every((group) => group.some((matcher) => matcher.test(entry))) &&
      !exclude.some((matcher) => matcher.test(entry)),
  );
}

interface Matcher {
  readonly by: OperationFilter['by'];
  test(entry: OperationEntry): boolean;
}

function groupByAttribute(matchers: readonly Matcher[]): readonly (readonly Matcher[])[] {
  const groups = new Map<string, Matcher[]>();
  for (const matcher of matchers) {
    const group = groups.get(matcher.by);
    if (group === undefined) groups.set(matcher.by, [matcher]);
    else group.push(matcher);
  }
  return [...groups.values()];
}

function compile(filter: OperationFilter, verb: 'include' | 'exclude', entries: readonly OperationEntry[]): Matcher {
  const flag = `--${verb}-${filter.by}${filter.kind === 'regex' ? '-regex' : ''}`;
  const accepts = filter.kind === 'regex' ? regexTest(filter.value, flag) : exactTest(filter);
  const test = (entry: OperationEntry): boolean => attributes(entry, filter.by).some(accepts);
  if (!entries.some(test)) throw unmatched(filter, flag, entries);
  return { by: filter.by, test };
}

/** Tells which methods a filter by method matches. */
export function acceptsMethod(filter: OperationFilter): (method: string) => boolean {
  return filter.kind === 'regex' ? regexTest(filter.value, '--exclude-method-regex') : exactTest(filter);
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

function unmatched(filter: OperationFilter, flag: string, entries: readonly OperationEntry[]): UsageError {
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
