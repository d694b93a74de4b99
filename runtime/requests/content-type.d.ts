declare module 'content-type' {
  /** Throws a `TypeError` for text that is no media type. */
  export function parse(text: string): { readonly type: string; readonly parameters: Record<string, string> };
}
