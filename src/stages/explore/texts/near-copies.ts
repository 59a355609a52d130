import type { Pacer } from '../../../core/pacer.ts';
import { mix } from '../../../kernels/row-hash.ts';

/** 64 hashes in 16 bands of 4: texts that share eight of ten word pairs meet in a band with a chance of 0.9998, those that share three of ten with 0.12. */
const HASHES = 64;
const BAND = 4;
export const LIKE = 0.8;
const FEWEST_PAIRS = 4;

export interface LikeRows {
  /** Places in the list that was given. */
  readonly places: readonly number[];
  readonly likeness: number;
}

/**
 * Groups of texts that say nearly the same: the Jaccard likeness of their word pairs, estimated by MinHash, is 0.8 or more to the first of the group.
 * Source: Broder (1997), "On the resemblance and containment of documents"; bands as in Leskovec, Rajaraman & Ullman, section 3.4.
 * @param texts the words of each text; those under five words are left out
 */
export async function nearCopies(texts: readonly (readonly string[])[], pace: Pacer): Promise<LikeRows[]> {
  const signatures: (Int32Array | null)[] = [];
  for (const words of texts) {
    signatures.push(signatureOf(words));
    await pace(words.length * HASHES * 4);
  }
  const groups = new Map<number, { places: number[]; least: number }>();
  const leader = new Map<number, number>();
  for (let band = 0; band < HASHES / BAND; band++) {
    const buckets = new Map<string, number>();
    for (const [place, signature] of signatures.entries()) {
      if (!signature) continue;
      const key = signature.subarray(band * BAND, (band + 1) * BAND).join();
      const first = buckets.get(key);
      if (first === undefined) buckets.set(key, leader.get(place) ?? place);
      else if (first !== place && !leader.has(place) && !groups.has(place)) join(first, place, signatures, groups, leader);
    }
    await pace(texts.length * 40);
  }
  return [...groups.values()]
    .map(({ places, least }) => ({ places: places.sort((a, b) => a - b), likeness: least }))
    .sort((a, b) => b.places.length - a.places.length || a.places[0]! - b.places[0]!);
}

function join(
  first: number,
  place: number,
  signatures: readonly (Int32Array | null)[],
  groups: Map<number, { places: number[]; least: number }>,
  leader: Map<number, number>
): void {
  const likeness = likenessOf(signatures[first]!, signatures[place]!);
  if (likeness < LIKE) return;
  const group = groups.get(first) ?? { places: [first], least: 1 };
  group.places.push(place);
  group.least = Math.min(group.least, likeness);
  groups.set(first, group);
  leader.set(place, first);
}

/** Least hash of the word pairs under each of 64 hash functions; null for texts too short to be called alike. */
export function signatureOf(words: readonly string[]): Int32Array | null {
  if (words.length <= FEWEST_PAIRS) return null;
  const signature = new Int32Array(HASHES).fill(0x7fffffff);
  for (let i = 0; i + 1 < words.length; i++) {
    const pair = hashOf(`${words[i]!} ${words[i + 1]!}`);
    for (let k = 0; k < HASHES; k++) {
      const hash = mix(pair ^ Math.imul(k + 1, 0x9e3779b1)) >>> 1;
      if (hash < signature[k]!) signature[k] = hash;
    }
  }
  return signature;
}

/** Share of the hashes that agree: an estimate of the Jaccard likeness, off by 0.06 at most two times of three. */
export function likenessOf(a: Int32Array, b: Int32Array): number {
  let same = 0;
  for (let k = 0; k < HASHES; k++) if (a[k] === b[k]) same++;
  return same / HASHES;
}

function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}
