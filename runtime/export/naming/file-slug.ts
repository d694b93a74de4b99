/** Names that Windows keeps for devices, whatever their ending. */
const devices = /^(?:con|prn|aux|nul|com\d|lpt\d)$/u;

/** A text of a document as the name of a file: letters, digits and hyphens alone, so that it is a name and no way anywhere. */
export function fileSlug(text: string): string {
  const slug = text
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/([a-z\d])([A-Z])/gu, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z\d]+/gu, '-')
    .slice(0, 60)
    .replaceAll(/^-+|-+$/gu, '');
  if (slug === '') return 'operations';
  return devices.test(slug) ? `${slug}-operations` : slug;
}
