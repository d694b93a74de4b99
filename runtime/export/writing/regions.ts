import { identifier, statement, type Statement } from '../syntax/nodes.ts';

/** Behind the imports of a file. */
export const importsRegion = '000000000000';

const marker = 'atg_region_';

/** Stands where lines of the user's own may stand; `withRegions` puts the region there. */
export function regionStatement(id: string): Statement {
  return statement(identifier(`${marker}${id}`));
}

/** No literal can be taken for a marker: it has no line of its own. */
const markerLine = /^([ \t]*)atg_region_([\da-f]{12});$/gmu;

/** The printed module with an empty region at each marker. */
export function withRegions(code: string): string {
  return code.replaceAll(markerLine, (_, indent: string, id: string) => {
    return `${indent}${beginOf(id)}\n${indent}${end}`;
  });
}

function beginOf(id: string): string {
  return `// #region yours ${id}`;
}

const end = '// #endregion yours';

const beginLine = /^\s*\/\/ #region yours ([\da-f]{12})\s*$/u;
const endLine = /^\s*\/\/ #endregion yours\s*$/u;

/** What stands in the regions of a file, by their ids, and the file without it. */
export function regionsOf(text: string): {
  readonly own: ReadonlyMap<string, readonly string[]>;
  readonly rest: string;
} {
  const own = new Map<string, readonly string[]>();
  const rest: string[] = [];
  let open: { readonly id: string; readonly lines: string[] } | undefined;
  for (const line of text.split(/\r?\n/u)) {
    if (open === undefined) {
      rest.push(line);
      const id = beginLine.exec(line)?.[1];
      if (id !== undefined) open = { id, lines: [] };
    } else if (endLine.test(line)) {
      if (open.lines.length > 0) own.set(open.id, open.lines);
      rest.push(line);
      open = undefined;
    } else open.lines.push(line);
  }
  // An end that was taken away: all that follows may be the user's, and nothing of it is thrown away.
  if (open !== undefined && open.lines.length > 0) rest.push(...open.lines);
  return { own, rest: rest.join('\n') };
}

/** The new text of a file with what the user wrote into its regions; that of regions which are no more stands at its end. */
export function keepRegions(text: string, own: ReadonlyMap<string, readonly string[]>): string {
  const left = new Map(own);
  const lines = text.split('\n').flatMap((line) => {
    const id = beginLine.exec(line)?.[1];
    const kept = id === undefined ? undefined : left.get(id);
    if (id === undefined || kept === undefined) return [line];
    left.delete(id);
    return [line, ...kept];
  });
  const orphans = [...left].flatMap(([id, kept]) => [beginOf(id), ...kept, end]);
  if (orphans.length === 0) return lines.join('\n');
  return `${lines.join('\n').trimEnd()}\n\n${orphans.join('\n')}\n`;
}
