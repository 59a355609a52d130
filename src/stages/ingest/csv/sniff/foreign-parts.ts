import { pause, type WorkContext } from '../../../../core/context.ts';
import { bytesFrom, type ByteSource } from '../byte-source.ts';

const MOST_PARTS = 8192;
const MOST_BYTES = 64 * 1024 * 1024;
const RANGE_BYTES = 1 << 20;
/** No encoding has a byte below this within a character, so that parts begin and end with whole ones. */
const LEAST_WITHIN = 0x30;
const SPACE = 32;

/**
 * The parts of a file that hold bytes beyond ASCII, whole words at least, parted by spaces: the first 8 KiB of them.
 */
export async function foreignParts(source: ByteSource, context: WorkContext): Promise<Uint8Array> {
  const parts: number[] = [];
  let word: number[] = [];
  let isForeign = false;
  let seen = 0;
  const end = () => {
    if (isForeign) parts.push(...word, SPACE);
    word = [];
    isForeign = false;
  };
  for await (const range of bytesFrom(source, 0, () => RANGE_BYTES)) {
    for (let at = 0; at < range.length && parts.length < MOST_PARTS; at++) {
      const byte = range[at]!;
      if (byte < LEAST_WITHIN) end();
      else {
        isForeign ||= byte > 0x7f;
        word.push(byte);
      }
      if (word.length > MOST_PARTS) word = [];
    }
    seen += range.length;
    if (parts.length >= MOST_PARTS || seen >= MOST_BYTES) return Uint8Array.from(parts);
    await pause(context);
  }
  end();
  return Uint8Array.from(parts);
}
