import { type ParseErrorCode, printParseErrorCode, visit } from 'jsonc-parser';
import { MalformedSpecError } from '../errors.ts';

const reasons: Partial<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value',
  InvalidNumberFormat: 'this is no JSON number',
  PropertyNameExpected: 'a property name in double quotes is expected',
  ValueExpected: 'a value is expected',
  ColonExpected: 'a colon is expected',
  CommaExpected: 'a comma is expected',
  CloseBraceExpected: 'a closing brace is expected',
  CloseBracketExpected: 'a closing bracket is expected',
  EndOfFileExpected: 'the document should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfComment: 'JSON has no comments',
  UnexpectedEndOfString: 'the string is not closed',
  UnexpectedEndOfNumber: 'the number is not complete',
  InvalidUnicode: 'this is no Unicode escape',
  InvalidEscapeCharacter: 'JSON has no such escape',
  InvalidCharacter: 'a control character stands in a string',
};

/** The error for text that `JSON.parse` refused: its message has no position for many errors, so the text is read again by a parser that has. */
export function explainMalformedJson(text: string, where: string, cause: unknown): MalformedSpecError {
  let first: { code: ParseErrorCode; offset: number } | undefined;
  visit(text, { onError: (code, offset) => void (first ??= { code, offset }) }, { disallowComments: true });
  if (first === undefined) {
    return new MalformedSpecError(
      `The document is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      {
        where,
        hint: 'Check it with a JSON validator.',
        cause,
      },
    );
  }
  const name = printParseErrorCode(first.code);
  const before = text.slice(0, first.offset);
  const line = before.split('\n').length;
  const lineStart = before.lastIndexOf('\n') + 1;
  const excerpt =
    text
      .slice(Math.max(lineStart, first.offset - 30), first.offset + 30)
      .split('\n')[0]
      ?.trim() ?? '';
  const near = excerpt === '' ? 'at the end of the line' : `near \`${excerpt}\``;
  return new MalformedSpecError(`The document is not valid JSON: ${reasons[name] ?? name}, ${near}.`, {
    where: `${where}:${line}:${first.offset - lineStart + 1}`,
    hint: 'Correct the text at this place.',
    cause,
  });
}
