import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromBase64, toBase64 } from '../../src/predict/base64.ts';

test('Base64 is that of Node, there and back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      expect(fromBase64(toBase64(bytes))).toEqual(bytes);
    })
  );
});

test('long input is cut at whole groups', () => {
  const bytes = Uint8Array.from({ length: 100_001 }, (_, i) => i & 255);
  expect(fromBase64(toBase64(bytes))).toEqual(bytes);
});

test.each(['A', 'AAA', 'AA\nA', '<AAA', 'A=AA', 'é===', 'AAA\u1234'])('%j is refused', (text) => {
  expect(() => fromBase64(text)).toThrow(expect.objectContaining({ code: 'package-damaged' }));
});
