const encoder = new TextEncoder();

/**
 * MurmurHash3 of the UTF-8 bytes of a text, 32 bits, seed 0.
 * Source: Appleby (2011), MurmurHash3_x86_32; the seed as scikit-learn's HashingVectorizer and FeatureHasher have it.
 * @returns a signed whole number
 */
export function murmurHash(text: string): number {
  const bytes = encoder.encode(text);
  const whole = bytes.length & ~3;
  let hash = 0;
  for (let i = 0; i < whole; i += 4) {
    const word = bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    hash = Math.imul(rotate(hash ^ mixed(word), 13), 5) + 0xe6546b64;
  }
  let rest = 0;
  for (let i = bytes.length - 1; i >= whole; i--) rest = (rest << 8) | bytes[i]!;
  return finished(hash ^ mixed(rest) ^ bytes.length);
}

/** The column of `buckets` a text falls into, and the sign it counts with, by which texts that share one tend to cancel out. */
export function bucketOf(text: string, buckets: number): { readonly place: number; readonly sign: 1 | -1 } {
  const hash = murmurHash(text);
  return { place: Math.abs(hash) % buckets, sign: hash < 0 ? -1 : 1 };
}

const rotate = (word: number, by: number) => (word << by) | (word >>> (32 - by));

const mixed = (word: number) => Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);

function finished(hash: number): number {
  let word = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return word ^ (word >>> 16);
}
