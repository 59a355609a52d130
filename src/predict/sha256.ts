/**
 * SHA-256 of bytes, without WebCrypto: an exported predictor also runs on pages that are no secure context (plain http in a local network),
 * where `crypto.subtle` does not exist.
 * Source: FIPS 180-4, section 6.2.
 * @returns the digest, 32 bytes
 */
export function sha256Bytes(bytes: Uint8Array): Uint8Array {
  const state = Uint32Array.from(INITIAL);
  const schedule = new Uint32Array(64);
  const whole = bytes.length - (bytes.length % 64);
  for (let at = 0; at < whole; at += 64) compress(state, schedule, bytes, at);
  const tail = padded(bytes.subarray(whole), bytes.length);
  for (let at = 0; at < tail.length; at += 64) compress(state, schedule, tail, at);
  const digest = new Uint8Array(32);
  const view = new DataView(digest.buffer);
  state.forEach((word, i) => view.setUint32(i * 4, word));
  return digest;
}

const primes = firstPrimes(64);
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 4294967296);
const INITIAL = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)));
const ROUNDS = Uint32Array.from(primes, (p) => fraction(Math.cbrt(p)));

function firstPrimes(count: number): number[] {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
}

function padded(rest: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(rest.length < 56 ? 64 : 128);
  out.set(rest);
  out[rest.length] = 0x80;
  const view = new DataView(out.buffer);
  view.setUint32(out.length - 8, Math.floor(length / 0x20000000));
  view.setUint32(out.length - 4, (length << 3) >>> 0);
  return out;
}

function compress(state: Uint32Array, w: Uint32Array, bytes: Uint8Array, at: number): void {
  expand(w, bytes, at);
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = turn(e, 6) ^ turn(e, 11) ^ turn(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + ROUNDS[i]! + w[i]!) | 0;
    const s0 = turn(a, 2) ^ turn(a, 13) ^ turn(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (state[i]! + word) >>> 0));
}

function expand(w: Uint32Array, bytes: Uint8Array, at: number): void {
  for (let i = 0; i < 16; i++) {
    const j = at + i * 4;
    w[i] = (bytes[j]! << 24) | (bytes[j + 1]! << 16) | (bytes[j + 2]! << 8) | bytes[j + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    w[i] = w[i - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + w[i - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10));
  }
}

const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));
