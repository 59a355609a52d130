let state: u32 = 0;

export function seedRandom(seed: u32): void {
  state = seed;
}

/**
 * A uniform draw in [0, 1), a multiple of 2^-32; the stream is the one that spreads a seed in core/rng.ts.
 * Source: Steele, Lea & Flood (2014), "Fast splittable pseudorandom number generators", with 32 bits.
 */
export function draw(): f64 {
  state += 0x9e3779b9;
  let t = state ^ (state >>> 16);
  t *= 0x21f0aaad;
  t ^= t >>> 15;
  t *= 0x735a2d97;
  return ((t ^ (t >>> 15)) as f64) / 4294967296.0;
}

/** A whole number from 0 to `bound - 1`. */
export function below(bound: i32): i32 {
  return floor(draw() * (bound as f64)) as i32;
}
