import type { ExportFormat } from '../export-format.ts';

/** The package itself. */
export const lathe: ExportFormat = {
  id: 'lathe',
  label: 'Lathe package',
  doc: 'The model as Lathe keeps it, one file with a checksum: to store, to hand on to another Lathe, to import again.',
  extension: 'lathe',
  mime: 'application/octet-stream',
  make: ({ bytes }) => bytes.slice(),
  readBack: (file) => ({ bytes: file, runtime: null })
};
