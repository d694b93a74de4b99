import type { Location } from '../../model/location.ts';

/**
 * How a place of the document names a defect: by its pointer, and by its file where that is another one than the operation’s, as seen from there.
 * What stands outside the operation is shared: broken at many operations, it is one defect of the API.
 */
export function placeInDocument(
  { file, pointer }: Location,
  operation: Location,
): { readonly identity: string; readonly scope?: 'api' } {
  if (file !== operation.file) return { identity: `${relativeTo(operation.file, file)}#${pointer}`, scope: 'api' };
  return pointer.startsWith(`${operation.pointer}/`) ? { identity: pointer } : { identity: pointer, scope: 'api' };
}

/** What comes after the folders that both paths begin with: a whole path differs from machine to machine. */
function relativeTo(from: string, to: string): string {
  const [a, b] = [from, to].map((path) => path.replaceAll('\\', '/').split('/'));
  if (a === undefined || b === undefined) return to;
  let shared = 0;
  while (shared < a.length - 1 && shared < b.length - 1 && a[shared] === b[shared]) shared += 1;
  return b.slice(shared).join('/');
}
