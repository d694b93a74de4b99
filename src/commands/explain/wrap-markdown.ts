/** Breaks the lines of a page between words, so that none is longer than `width` where words allow; list items hang. */
export function wrapMarkdown(markdown: string, width: number): string {
  return markdown
    .split('\n')
    .map((line) => wrapLine(line, width))
    .join('\n');
}

function wrapLine(line: string, width: number): string {
  const indent = /^(?:- )?/.exec(line)?.[0].length ?? 0;
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    const longer = current === '' ? word : `${current} ${word}`;
    if (longer.length <= width || current.trim() === '') {
      current = longer;
      continue;
    }
    lines.push(current);
    current = `${' '.repeat(indent)}${word}`;
  }
  return [...lines, current].join('\n');
}
