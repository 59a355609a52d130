import { bytesOf } from '../stages/ingest/csv/byte-source.ts';
import { pause, type WorkContext } from '../core/context.ts';
import { archiveInvalid } from '../core/errors/archives.ts';
import { sha256 } from '../core/hash.ts';

/** The zip comment of an archive: what the bytes before it hash to. */
const MARK = 'lathe-archive-sha256:';
export const COMMENT_BYTES = MARK.length + 64;
const SEGMENT_BYTES = 4 * 1024 * 1024;

/** SHA-256 over the SHA-256 of each 4 MiB segment: a file of any size, never in memory whole. */
async function digestOf(file: Blob, context: WorkContext): Promise<string> {
  const digests: string[] = [];
  for (let at = 0; at < file.size; at += SEGMENT_BYTES) {
    digests.push(await sha256(new Uint8Array(await bytesOf(file.slice(at, at + SEGMENT_BYTES)))));
    await pause(context);
  }
  return sha256(new TextEncoder().encode(digests.join('')));
}

/** Puts the digest behind a zip file that has left room for it. */
export const sealed = async (file: Blob, context: WorkContext): Promise<Blob> => new Blob([file, MARK + (await digestOf(file, context))]);

/** One changed or missing byte, anywhere, is found here. @throws LatheError `archive-invalid` */
export async function checkSeal(file: Blob, context: WorkContext): Promise<void> {
  const at = file.size - COMMENT_BYTES;
  const comment = at > 0 ? await file.slice(at).text() : '';
  if (!comment.startsWith(MARK)) throw archiveInvalid('it is not a Lathe archive, or its end is missing');
  if (comment !== MARK + (await digestOf(file.slice(0, at), context)))
    throw archiveInvalid('it was changed or damaged since it was exported');
}
