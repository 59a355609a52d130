import { pause, type WorkContext } from '../core/context.ts';

const PART_BYTES = 4 << 20;

/**
 * Keeps bytes in a Blob, which the browser moves to its disk when there are many, so that they can be read in any order.
 * @param context seen between parts; how much is still to come is not known, so progress only tells what is done
 */
export async function spoolInto(pieces: AsyncIterable<Uint8Array>, context: WorkContext): Promise<Blob> {
  const parts: Blob[] = [];
  let [held, size, total]: [Uint8Array<ArrayBuffer>[], number, number] = [[], 0, 0];
  for await (const piece of pieces) {
    held.push(piece.slice());
    size += piece.length;
    if (size < PART_BYTES) continue;
    parts.push(new Blob(held));
    total += size;
    [held, size] = [[], 0];
    context.onProgress(1 - 1 / (1 + total / 2 ** 26), `${Math.round(total / 2 ** 20)} MB unpacked`);
    await pause(context);
  }
  return new Blob([...parts, ...held]);
}
