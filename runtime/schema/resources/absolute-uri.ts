/** A URI reference against its base (RFC 3986 §5); itself where that makes no URI. */
export function absoluteUri(ref: string, base: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    return ref;
  }
}

/** A URI in two; an empty fragment is none. */
export function splitUri(uri: string): { readonly base: string; readonly fragment: string | undefined } {
  const hash = uri.indexOf('#');
  if (hash === -1) return { base: uri, fragment: undefined };
  return { base: uri.slice(0, hash), fragment: hash === uri.length - 1 ? undefined : uri.slice(hash + 1) };
}
