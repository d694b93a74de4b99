import { drafts } from '../../laws/test-suite/read-test-suite.ts';
import { fixed, markdownTable, percent } from './markdown-table.ts';
import type { SuiteRow } from './suite-figures.ts';

/** Table 1 with all that is listed beneath it. `timed` adds what depends on the machine. */
export function suiteTable(rows: readonly SuiteRow[], count: number, timed: boolean): string {
  return [
    `### By draft (${count} values a schema)`,
    byDraft(rows, timed),
    '### By keyword: schemas that give valid values / violating ones / json-schema-faker, of so many',
    byFile(rows),
    ...section('### Schemas without values, or with wrong ones', failures(rows)),
    ...section("### Judged otherwise by the draft's own Ajv class", disputes(rows)),
  ].join('\n\n');
}

function byDraft(rows: readonly SuiteRow[], timed: boolean): string {
  const head = ['draft', 'schemas', 'valid', 'disputed', 'to violate', 'violating', 'json-schema-faker'];
  const body = [...drafts.map(({ draft }) => draft), undefined].map((draft) => {
    const own = draft === undefined ? rows : rows.filter((row) => row.draft === draft);
    const breakable = own.flatMap(({ violating }) => (violating === undefined ? [] : [violating]));
    const cells = [
      draft ?? 'all',
      String(own.length),
      percent(own.filter(({ positive }) => positive.isGood).length, own.length),
      String(own.filter(({ positive }) => positive.disputed.length > 0).length),
      String(breakable.length),
      percent(breakable.filter(({ isGood }) => isGood).length, breakable.length),
      percent(own.filter(({ peer }) => peer.isGood).length, own.length),
    ];
    if (!timed) return cells;
    const slowest = (of: readonly { readonly cpuMs: number }[]): string =>
      fixed(Math.max(0, ...of.map(({ cpuMs }) => cpuMs)), 0);
    return [
      ...cells,
      slowest(own.map(({ positive }) => positive)),
      slowest(breakable),
      slowest(own.map(({ peer }) => peer)),
    ];
  });
  return markdownTable(timed ? [...head, 'CPU ms, max', 'violating', 'faker'] : head, body);
}

function byFile(rows: readonly SuiteRow[]): string {
  const files = [...new Set(rows.map(({ file }) => file))].toSorted();
  const cell = (own: readonly SuiteRow[]): string => {
    if (own.length === 0) return '';
    const good = own.filter(({ positive }) => positive.isGood).length;
    const broken = own.filter(({ violating }) => violating?.isGood === true).length;
    const breakable = own.filter(({ violating }) => violating !== undefined).length;
    const peer = own.filter((row) => row.peer.isGood).length;
    return `${good} / ${broken === breakable ? '' : `${broken} of `}${breakable} / ${peer} of ${own.length}`;
  };
  return markdownTable(
    ['file', ...drafts.map(({ draft }) => draft)],
    files.map((file) => [
      file,
      ...drafts.map(({ draft }) => cell(rows.filter((row) => row.file === file && row.draft === draft))),
    ]),
  );
}

function failures(rows: readonly SuiteRow[]): readonly string[] {
  return rows.flatMap((row) =>
    (
      [
        ['valid', row.positive],
        ['violating', row.violating],
      ] as const
    ).flatMap(([mode, outcome]) =>
      outcome === undefined || outcome.isGood
        ? []
        : [`- ${row.draft}, ${mode}, ${row.name}: ${outcome.complaint ?? ''}${outcome.isUnnamed ? ' (unnamed)' : ''}`],
    ),
  );
}

/** By schema and reason, the drafts it is so in; a value only where no reason is known. */
function disputes(rows: readonly SuiteRow[]): readonly string[] {
  const byName = new Map<string, SuiteRow[]>();
  for (const row of rows) {
    if (row.positive.disputed.length === 0 && (row.violating?.disputed ?? []).length === 0) continue;
    const key = `${row.name} (${row.flaw ?? 'for no known reason'})`;
    byName.set(key, [...(byName.get(key) ?? []), row]);
  }
  return [...byName].map(([key, own]) => {
    const drafts = own.map(({ draft }) => draft).join(', ');
    const example = own[0]?.flaw === undefined ? `, e.g. \`${exampleOf(own)}\`` : '';
    return `- ${key}: ${drafts}${example}`;
  });
}

function exampleOf(rows: readonly SuiteRow[]): string {
  return rows.flatMap(({ positive, violating }) => [...positive.disputed, ...(violating?.disputed ?? [])])[0] ?? '';
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [title, lines.join('\n')];
}
