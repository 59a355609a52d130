import { fileUnknown, tableNotFound } from '../../../core/errors/files.ts';
import type { ByteSource } from '../csv/byte-source.ts';
import { formatByName } from '../formats/detect-format.ts';
import { readZipDirectory, type ZipEntry } from '../image/zip-directory.ts';
import { isClutter, safePath } from '../image/safe-path.ts';

/** What a zip is: a workbook, or a box with tables or pictures in it. */
export type ZipContent =
  | { readonly kind: 'workbook' }
  | { readonly kind: 'tables'; readonly entries: readonly ZipEntry[]; readonly unsafe: number }
  | { readonly kind: 'images' };

const isImage = (path: string) => /\.(png|jpe?g|webp|gif|bmp|avif)$/i.test(path);
const isPacked = (path: string) => /\.gz$/i.test(path);

/**
 * Looks at the directory of a zip. Only paths that lead downwards and are of a kind that is known are ever opened. A read-me or a list of labels among pictures
 * makes no box of tables: what there is more of counts, unless a table is asked for.
 * @throws LatheError `zip-unreadable`, `file-unknown` when there is no table and no picture in it
 */
export async function lookIntoZip(zip: ByteSource, name: string, table?: string): Promise<ZipContent> {
  const all = await readZipDirectory(zip);
  if (all.some(({ path }) => path === '[Content_Types].xml') && all.some(({ path }) => /^xl[\\/]workbook\.xml$/i.test(path)))
    return { kind: 'workbook' };
  const downwards = all.filter(({ path }) => safePath(path) !== null);
  const safe = downwards.filter(({ path }) => !isClutter(path));
  const entries = safe.filter(({ path }) => formatByName(path.replace(/\.gz$/i, '')) !== null || isPacked(path));
  const images = safe.filter(({ path }) => isImage(path)).length;
  if (images > entries.length && table === undefined) return { kind: 'images' };
  if (entries.length > 0) return { kind: 'tables', entries, unsafe: all.length - downwards.length };
  if (images > 0) return { kind: 'images' };
  throw fileUnknown(name, `none of the ${all.length} files in it has the ending of a table or a picture`);
}

/** @throws LatheError `table-not-found` */
export function chosenEntry(entries: readonly ZipEntry[], path: string | undefined): ZipEntry {
  if (path === undefined) return entries[0]!;
  const entry = entries.find((one) => one.path === path);
  if (!entry)
    throw tableNotFound(
      path,
      entries.map((one) => one.path)
    );
  return entry;
}
