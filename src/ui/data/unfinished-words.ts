import type { UnfinishedImport } from '../../app/api/files.ts';
import { quoted } from '../../core/words.ts';

/** Days that what was read of an unfinished import is kept. */
const KEPT_DAYS = 7;

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long' });

/** What became of an import that was cut off, and how long what it read is kept. */
export function unfinishedSentence({ fileName, rows, savedAt }: UnfinishedImport): string {
  const until = day.format(savedAt + KEPT_DAYS * 24 * 60 * 60 * 1000);
  return `The import of ${quoted(fileName)} was cut off. It goes on from row ${(rows + 1).toLocaleString('en-US')}; what was read is kept until ${until}.`;
}

/** The unfinished import of this file, if there is one. */
export function unfinishedOf(content: Blob | string, all: readonly UnfinishedImport[]): UnfinishedImport | null {
  if (!(content instanceof File)) return null;
  const isSame = (one: UnfinishedImport) =>
    one.fileName === content.name && one.bytes === content.size && one.lastModified === content.lastModified;
  return all.find(isSame) ?? null;
}
