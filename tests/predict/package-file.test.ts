import { expect, test } from 'vitest';
import { sha256 } from '../../src/core/hash.ts';
import type { PlainRecord } from '../../src/core/plain.ts';
import { decodePackage, encodePackage, packageHash } from '../../src/predict/package-file.ts';
import { sha256Bytes } from '../../src/predict/sha256.ts';
import { classPackage, digitPackage, numberPackage } from './test-packages.ts';

/** Puts the right checksum under bytes that were changed on purpose. */
function resealed(bytes: Uint8Array, change: (bytes: Uint8Array) => void): Uint8Array {
  const out = bytes.slice();
  change(out);
  out.set(sha256Bytes(out.subarray(0, out.length - 32)), out.length - 32);
  return out;
}

const damaged = { code: 'package-damaged' };
const withState = (state: PlainRecord) => classPackage({ model: { ...classPackage().model, state } });

test.each([classPackage(), numberPackage(), digitPackage()])('a package comes back as it was', async (pkg) => {
  expect(await decodePackage(encodePackage(pkg))).toEqual(pkg);
});

test('the order of keys and a second encoding change no byte', () => {
  const pkg = classPackage();
  const turned = Object.fromEntries(Object.entries(pkg).reverse()) as unknown as typeof pkg;
  expect(encodePackage(turned)).toEqual(encodePackage(pkg));
});

test('its hash is the SHA-256 of the file, from bytes as from the package', async () => {
  const bytes = encodePackage(classPackage());
  expect(await packageHash(bytes)).toBe(await sha256(bytes));
  expect(await packageHash(classPackage())).toBe(await packageHash(bytes));
});

test('buffers begin at multiples of 8 and every array owns its buffer', async () => {
  const pkg = await decodePackage(encodePackage(classPackage()));
  const [kernel, bias] = pkg.model.state['weights'] as unknown as [Float32Array, Float32Array];
  expect(kernel.buffer).not.toBe(bias.buffer);
  expect(kernel.byteLength).toBe(kernel.buffer.byteLength);
  expect(encodePackage(classPackage()).length % 8).toBe(0);
});

test('a byte changed anywhere is noticed', async () => {
  const bytes = encodePackage(classPackage());
  for (let i = 0; i < 64; i++) {
    const at = Math.floor((i * (bytes.length - 1)) / 63);
    const flipped = bytes.slice();
    flipped[at]! ^= 1 << (i % 8);
    await expect(decodePackage(flipped), `byte ${at}`).rejects.toMatchObject(damaged);
  }
});

test('a file cut at any sixteenth is noticed', async () => {
  const bytes = encodePackage(classPackage());
  for (let part = 0; part < 16; part++)
    await expect(decodePackage(bytes.slice(0, Math.floor((bytes.length * part) / 16)))).rejects.toMatchObject(damaged);
});

test('bytes behind the end are noticed, with a checksum that fits too', async () => {
  const bytes = encodePackage(classPackage());
  await expect(decodePackage(Uint8Array.of(...bytes, 0))).rejects.toMatchObject(damaged);
  const longer = new Uint8Array(bytes.length + 8);
  longer.set(bytes);
  await expect(decodePackage(resealed(longer, () => undefined))).rejects.toMatchObject(damaged);
});

test('another version of the format is named as such', async () => {
  const bytes = resealed(encodePackage(classPackage()), (copy) => (copy[8] = 2));
  await expect(decodePackage(bytes)).rejects.toMatchObject({ code: 'package-version', context: { got: 2 } });
  expect(() => encodePackage({ ...classPackage(), formatVersion: 2 as unknown as 1 })).toThrow(
    expect.objectContaining({ code: 'package-version' })
  );
});

test('a description that claims to be longer than the file is refused', async () => {
  const bytes = resealed(encodePackage(classPackage()), (copy) => new DataView(copy.buffer).setUint32(12, 0xffffffff, true));
  await expect(decodePackage(bytes)).rejects.toMatchObject(damaged);
});

test('arrays that lie about their place, length or kind are refused', async () => {
  const bytes = encodePackage(classPackage());
  const text = new TextDecoder('latin1').decode(bytes);
  const swaps: [string, string][] = [
    ['"$at":0,', '"$at":8,'],
    ['"$length":3}', '"$length":9}'],
    ['"Float64Array"', '"Function1234"']
  ];
  for (const [from, to] of swaps) {
    const at = text.indexOf(from);
    expect(at, from).toBeGreaterThan(0);
    const lying = resealed(bytes, (copy) => copy.set(new TextEncoder().encode(to), at));
    await expect(decodePackage(lying), from).rejects.toMatchObject(damaged);
  }
});

test.each([NaN, Infinity, -Infinity])('a weight of %s is refused, by writer and by reader', async (bad) => {
  const good = encodePackage(withState({ weights: Float64Array.of(1234.5) }));
  const place = Buffer.from(good).indexOf(Buffer.from(Float64Array.of(1234.5).buffer));
  const spoilt = resealed(good, (copy) => new DataView(copy.buffer).setFloat64(place, bad, true));
  await expect(decodePackage(spoilt)).rejects.toMatchObject(damaged);
  expect(() => encodePackage(withState({ weights: Float64Array.of(bad) }))).toThrow(expect.objectContaining(damaged));
  expect(() => encodePackage(withState({ bias: bad }))).toThrow(expect.objectContaining(damaged));
});

test('a package that makes no sense is refused with the reason', () => {
  const broken = [
    classPackage({ threshold: 2 }),
    numberPackage({ threshold: 0.5 }),
    classPackage({ target: { name: 'alive', type: 'boolean', labels: ['a', 'a'] } }),
    classPackage({ target: { name: 'alive', type: 'boolean', labels: ['a', 'b'], positive: 'c' } }),
    numberPackage({ uncertainty: { method: 'x', halfWidth: -1, n: 1 } }),
    classPackage({ inputs: [...classPackage().inputs, ...classPackage().inputs] }),
    classPackage({
      inputs: [{ name: 'i', type: 'image', missingShare: 0, typical: null, image: { width: 1e6, height: 1e6, channels: 3 } }]
    }),
    { ...classPackage(), inputs: null as unknown as [] },
    { ...classPackage(), task: 'dreaming' as 'regression' }
  ];
  for (const pkg of broken) expect(() => encodePackage(pkg)).toThrow(expect.objectContaining(damaged));
});

test('names like those of an object are names like others', async () => {
  const state = JSON.parse('{"__proto__": {"x": 1}, "constructor": 2}') as PlainRecord;
  const back = await decodePackage(encodePackage(withState(state)));
  expect(Object.keys(back.model.state).sort()).toEqual(['__proto__', 'constructor']);
  expect(Object.getPrototypeOf(back.model.state)).toBe(Object.prototype);
});
