import { expect, test } from 'vitest';
import { groupCommit } from '../../src/storage/group-commit.ts';

/** Writes that end when the test says so. */
function slowWrites() {
  const groups: (readonly string[])[] = [];
  const ends: ((error?: Error) => void)[] = [];
  const write = (items: readonly string[]) =>
    new Promise<void>((resolve, reject) => {
      groups.push(items);
      ends.push((error) => (error ? reject(error) : resolve()));
    });
  return { groups, ends, put: groupCommit(write) };
}

const turns = async () => {
  for (let i = 0; i < 10; i++) await Promise.resolve();
};

test('what comes while a write is under way goes together in the next', async () => {
  const { groups, ends, put } = slowWrites();
  const all = [put('a'), put('b'), put('c')];
  expect(groups).toEqual([['a']]);
  ends[0]!();
  await all[0];
  await turns();
  expect(groups).toEqual([['a'], ['b', 'c']]);
  ends[1]!();
  await Promise.all(all);
  void put('d');
  expect(groups).toEqual([['a'], ['b', 'c'], ['d']]);
});

test('nobody is told of success before the write has ended', async () => {
  const { ends, put } = slowWrites();
  let isWritten = false;
  const written = put('a').then(() => (isWritten = true));
  await turns();
  expect(isWritten).toBe(false);
  ends[0]!();
  expect(await written).toBe(true);
});

test('a failed write fails for all in it and for nobody else', async () => {
  const { ends, put } = slowWrites();
  const outcome = Promise.allSettled(['a', 'b', 'c'].map(put));
  ends[0]!();
  await turns();
  ends[1]!(new Error('full'));
  expect((await outcome).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  const later = put('d');
  await turns();
  ends[2]!();
  await expect(later).resolves.toBeUndefined();
});

test('a write that throws at once is a failure, too', async () => {
  const put = groupCommit<string>(() => {
    throw new Error('closed');
  });
  await expect(put('a')).rejects.toThrow('closed');
  await expect(put('b')).rejects.toThrow('closed');
});
