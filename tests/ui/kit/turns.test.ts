import { expect, test } from 'vitest';
import { createTurns } from '../../../src/ui/kit/turns.ts';

test('each piece of work has a task of its own, after the one before is done', async () => {
  const inTurn = createTurns();
  const told: string[] = [];
  const between = () => new Promise<void>((resolve) => setTimeout(resolve));
  const first = inTurn(async () => {
    told.push('first begins');
    await between();
    told.push('first ends');
  });
  const second = inTurn(() => {
    told.push('second');
    return Promise.resolve(2);
  });
  expect(told).toEqual([]);
  expect(await Promise.all([first, second])).toEqual([undefined, 2]);
  expect(told).toEqual(['first begins', 'first ends', 'second']);
});

test('what fails does not keep the next from its turn', async () => {
  const inTurn = createTurns();
  const failing = inTurn(() => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(await inTurn(() => Promise.resolve('yes'))).toBe('yes');
});
