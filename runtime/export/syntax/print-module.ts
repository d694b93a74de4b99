import { print, type Visitors } from 'esrap';
import ts from 'esrap/languages/ts';
import { commentText } from './comment-text.ts';
import type { Statement } from './nodes.ts';

/** The text of a module, with the comments before its statements. */
export function printModule(body: readonly Statement[]): string {
  const language: Visitors = ts({ getLeadingComments: commentsOf });
  const { code } = print({ type: 'Program', sourceType: 'module', body } as { readonly type: string }, language, {
    indent: '  ',
  });
  return `${code.trimEnd()}\n`;
}

function commentsOf(node: object): { type: 'Line'; value: string }[] {
  const { comments = [] } = node as { readonly comments?: readonly string[] };
  return comments.map((text) => ({ type: 'Line', value: ` ${commentText(text)}` }));
}
