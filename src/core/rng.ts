/** A seeded stream of uniform draws in [0, 1). Not for cryptography. */
export interface Rng {
  (): number;
  /** The four words of the state, to go on from after a checkpoint. */
  save(): readonly [number, number, number, number];
}

/**
 * xoshiro128**, seeded by splitmix32; same seed, same stream on every machine.
 * Source: Blackman & Vigna (2021), "Scrambled linear pseudorandom number generators".
 * @param seed any whole number; its low 32 bits count. Give `save()`'s answer to go on where it was taken.
 */
export function createRng(seed: number | readonly [number, number, number, number]): Rng {
  let [a, b, c, d] = typeof seed === 'number' ? spread(seed) : seed;
  const next = () => {
    const scrambled = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11);
    return scrambled / 4294967296;
  };
  return Object.assign(next, { save: (): readonly [number, number, number, number] => [a >>> 0, b >>> 0, c >>> 0, d >>> 0] });
}

const rotate = (x: number, by: number) => (x << by) | (x >>> (32 - by));

function spread(seed: number): [number, number, number, number] {
  let state = seed >>> 0;
  const word = () => {
    state = (state + 0x9e3779b9) >>> 0;
    let t = state ^ (state >>> 16);
    t = Math.imul(t, 0x21f0aaad);
    t ^= t >>> 15;
    t = Math.imul(t, 0x735a2d97);
    return (t ^ (t >>> 15)) >>> 0;
  };
  return [word(), word(), word(), word()];
}

/** A stream of its own for a named purpose, so that adding a draw in one place does not move the draws of another. */
export function forkRng(seed: number, purpose: string): Rng {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < purpose.length; i++) hash = Math.imul(hash ^ purpose.charCodeAt(i), 0x01000193);
  return createRng(hash >>> 0);
}

/** A whole number from 0 to `bound - 1`. */
export const below = (rng: Rng, bound: number): number => Math.floor(rng() * bound);

/** Fisher-Yates on a copy. */
export function shuffled<A extends Uint32Array | Int32Array | Float64Array>(values: A, rng: Rng): A {
  const out = values.slice() as A;
  for (let i = out.length - 1; i > 0; i--) {
    const j = below(rng, i + 1);
    [out[i], out[j]] = [out[j]!, out[i]!];
  }
  return out;
}

/** A standard normal draw by the polar method (Marsaglia & Bray, 1964). */
export function normal(rng: Rng): number {
  for (;;) {
    const u = 2 * rng() - 1;
    const v = 2 * rng() - 1;
    const s = u * u + v * v;
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s);
  }
}
