import { hasBit } from './split-scan.ts';

/** For each of 256 bins 1 when its rows go left. */
export function leftTable(
  split: { readonly bin: number; readonly leftBins: Uint32Array | null; readonly missingLeft: boolean },
  missingBin: number
): Uint8Array {
  const goesLeft = new Uint8Array(256);
  for (let bin = 0; bin < missingBin; bin++) goesLeft[bin] = (split.leftBins ? hasBit(split.leftBins, bin) : bin <= split.bin) ? 1 : 0;
  goesLeft[missingBin] = split.missingLeft ? 1 : 0;
  return goesLeft;
}

/**
 * Orders the rows of a leaf so that those going left come first, each side in the order it was in.
 * @param spare room for the rows that go right
 * @returns where the right side begins
 */
export function partition(bins: Uint8Array, goesLeft: Uint8Array, rows: Uint32Array, from: number, to: number, spare: Uint32Array): number {
  let left = from;
  let right = 0;
  for (let i = from; i < to; i++) {
    // Written to both sides, kept on one: a branch here is a coin toss that the processor loses half the time.
    const row = rows[i]!;
    const isLeft = goesLeft[bins[row]!]!;
    rows[left] = row;
    spare[right] = row;
    left += isLeft;
    right += 1 - isLeft;
  }
  for (let k = 0; k < right; k++) rows[left + k] = spare[k]!;
  return left;
}
