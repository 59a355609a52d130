import { expect, test } from 'vitest';
import { throttleProgress } from '../../src/wire/throttle-progress.ts';

test('at most ten a second pass, and the end always', () => {
  let now = 0;
  const seen: number[] = [];
  const report = throttleProgress(
    (share) => seen.push(share),
    10,
    () => now
  );
  for (now = 0; now < 1000; now++) report(now / 1000);
  report(1);
  expect(seen).toHaveLength(11);
  expect(seen.at(-1)).toBe(1);
});

test('a callback that throws or rejects does not fail the work', async () => {
  const report = throttleProgress(() => {
    throw new Error('gone');
  });
  expect(() => report(0.5)).not.toThrow();
  throttleProgress((() => Promise.reject(new Error('gone'))) as () => void)(0.5);
  await Promise.resolve();
});
