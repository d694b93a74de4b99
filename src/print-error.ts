import { ApiTestGenError, InternalError } from '../runtime/errors.ts';

/** An error as one block of lines: what happened, where, what to do; a stack trace for our own bugs, or where asked for. */
export function formatError(error: unknown, debug: boolean): string {
  const ours = ApiTestGenError.is(error);
  const expected = ours && !(error instanceof InternalError);
  const lines = [`error: ${ours || error instanceof Error ? error.message : String(error)}`];
  if (ours && error.where !== undefined) lines.push(`  where: ${indented(error.where)}`);
  if (ours && error.hint !== undefined) lines.push(`  hint:  ${indented(error.hint)}`);
  if (!expected)
    lines.push(
      '  This is a defect of api-test-gen. Please report it with the command, the document and the lines below.',
    );
  if (debug || !expected) lines.push(...stackLines(error));
  return `${lines.join('\n')}\n`;
}

function stackLines(error: unknown): readonly string[] {
  const lines: string[] = [];
  for (let current = error; current instanceof Error && lines.length < 200; current = current.cause) {
    if (lines.length > 0) lines.push('  caused by:');
    lines.push(indented(`  ${current.stack ?? current.message}`));
  }
  return lines;
}

function indented(text: string): string {
  return text.replaceAll('\n', '\n    ');
}
