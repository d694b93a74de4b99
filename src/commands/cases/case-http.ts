import { bodyText } from './body-text.ts';
import { caseHeading, shownHeader, type CaseFormat } from './case-format.ts';

/**
 * A case in the format of `.http` files: `###` and what the case is, the request line, the headers, a blank line, the body. A
 * request that editors would read as another one (bytes, templates, lines that are theirs) is left out with a comment.
 */
export const caseHttp: CaseFormat = (ready, setting) => {
  const { method, target, headers, body } = ready.request;
  const lines = [`${method} ${setting.origin}${target} HTTP/1.1`];
  for (const [name, value] of headers) lines.push(`${name}: ${value}`);
  // The line break that ends a multipart body is the one before the next request.
  const text = body === undefined ? undefined : bodyText(body)?.replace(/\r\n$/, '');
  const heading = `### ${caseHeading(ready)}\n`;
  if ((body !== undefined && text === undefined) || !isPlain(lines.join('\n'), text ?? '')) {
    return `${heading}# ${method} ${setting.origin}${target}\n# This format cannot carry it as it is; --format curl can.\n\n`;
  }
  const shown = headers.map(
    ([name, value]) => `${name}: ${shownHeader(name, value, setting, (variable) => `{{${variable}}}`)}`,
  );
  return `${heading}${[lines[0], ...shown].join('\n')}\n${text === undefined || text === '' ? '' : `\n${text}\n`}\n`;
};

/** Nothing that an editor reads as its own: `{{variables}}`, separators, files to include, scripts, what a line cannot show. */
function isPlain(head: string, body: string): boolean {
  if (head.includes('{{') || body.includes('{{')) return false;
  if (/^(?:###|[<>][ >@{])/mu.test(body)) return false;
  // Blank space at the ends of a body is trimmed, and a lone carriage return is a line break.
  if (body !== body.trim()) return false;
  return (
    !/[\p{Cc}\p{Cs}\p{Cf}]/u.test(head.replaceAll('\n', '')) &&
    !/[\p{Cc}\p{Cf}]/u.test(body.replaceAll(/\r?\n|\t/g, ''))
  );
}
