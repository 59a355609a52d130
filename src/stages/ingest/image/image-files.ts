import { bytesOf } from '../csv/byte-source.ts';
import type { Bytes } from './zip-directory.ts';
import { readZipDirectory } from './zip-directory.ts';
import { MOST_FILE_BYTES, readZipEntry } from './zip-entry.ts';
import { FileProblem, problemText } from './file-problem.ts';
import type { FileIssues } from './file-issues.ts';
import { isClutter, safePath } from './safe-path.ts';

/** One file that may be an image. */
export interface ImageFile {
  readonly path: string;
  /** @throws FileProblem when the file can't be had */
  read(): Promise<Uint8Array>;
}

/** A file with the path it had in its folder. */
export interface GivenFile {
  readonly path: string;
  readonly file: Bytes & { arrayBuffer(): Promise<ArrayBuffer> };
}

export const filesOfZip = async (zip: Bytes, issues: FileIssues): Promise<ImageFile[]> =>
  inOrder(
    (await readZipDirectory(zip)).map((entry) => ({ path: entry.path, read: () => readZipEntry(zip, entry) })),
    issues
  );

export const filesGiven = (files: readonly GivenFile[], issues: FileIssues): ImageFile[] =>
  inOrder(
    files.map(({ path, file }) => ({ path, read: () => readGiven(file) })),
    issues
  );

async function readGiven(file: GivenFile['file']): Promise<Uint8Array> {
  if (file.size > MOST_FILE_BYTES) throw new FileProblem('file-too-large');
  return new Uint8Array(await bytesOf(file));
}

/** By path, so that the order an archive was made in does not change the dataset. Two files of one path: both stay. */
function inOrder(files: readonly ImageFile[], issues: FileIssues): ImageFile[] {
  const safe: ImageFile[] = [];
  for (const file of files) {
    const path = safePath(file.path);
    if (path === null) issues.add('unsafe-path', file.path, (count) => problemText('unsafe-path', count));
    else if (!isClutter(path)) safe.push({ ...file, path });
  }
  return safe.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
