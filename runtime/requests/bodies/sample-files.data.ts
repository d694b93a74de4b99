/** The smallest files of types that servers look into, in base64. */
const files: readonly (readonly [subtypes: readonly string[], base64: string])[] = [
  [['image/png'], 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=='],
  [
    ['image/jpeg', 'image/jpg', 'image/pjpeg'],
    '/9j/2wBDAAEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQH/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAP/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AP//Z',
  ],
  [['image/gif'], 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7'],
  [
    ['application/pdf'],
    'JVBERi0xLjQKMSAwIG9iajw8L1R5cGUvQ2F0YWxvZy9QYWdlcyAyIDAgUj4+ZW5kb2JqCjIgMCBvYmo8PC9UeXBlL1BhZ2VzL0tpZHNbMyAwIFJdL0NvdW50IDE+PmVuZG9iagozIDAgb2JqPDwvVHlwZS9QYWdlL1BhcmVudCAyIDAgUi9NZWRpYUJveFswIDAgOSA5XT4+ZW5kb2JqCnhyZWYKMCA0CjAwMDAwMDAwMDAgNjU1MzUgZiAKMDAwMDAwMDAwOSAwMDAwMCBuIAowMDAwMDAwMDUyIDAwMDAwIG4gCjAwMDAwMDAxMDEgMDAwMDAgbiAKdHJhaWxlcjw8L1NpemUgNC9Sb290IDEgMCBSPj4Kc3RhcnR4cmVmCjE2MAolJUVPRgo=',
  ],
  [['application/zip', 'application/x-zip-compressed'], 'UEsFBgAAAAAAAAAAAAAAAAAAAAAAAA=='],
  [['application/gzip', 'application/x-gzip'], 'H4sIAAAAAAACAwMAAAAAAAAAAAA='],
  [['audio/wav', 'audio/x-wav', 'audio/wave'], 'UklGRiYAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQIAAAAAAA=='],
];

/** The same by media type, as texts whose characters are the bytes. */
export const sampleFiles: ReadonlyMap<string, string> = new Map(
  files.flatMap(([mediaTypes, base64]) => {
    const text = Buffer.from(base64, 'base64').toString('latin1');
    return mediaTypes.map((mediaType) => [mediaType, text] as const);
  }),
);
