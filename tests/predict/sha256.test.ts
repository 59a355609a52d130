import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hex } from '../../src/core/hash.ts';
import { sha256Bytes } from '../../src/predict/sha256.ts';

test('digests are those of Node at every length around the block size', () => {
  for (let length = 0; length <= 200; length++) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 31 + length) & 255);
    expect(hex(sha256Bytes(bytes))).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});

test('digests are those of Node for any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => hex(sha256Bytes(bytes)) === createHash('sha256').update(bytes).digest('hex'))
  );
});
