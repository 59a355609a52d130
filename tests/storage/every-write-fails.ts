import { expect } from 'vitest';
import { integrityCheck } from '../../src/storage/integrity-check.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { freshName } from './helper.ts';

/**
 * Does the same again and again in new databases; each time the disk is full at the next write, once or from then on, until there is no such write any more.
 * What is left must be whole.
 * @returns how many times
 */
export async function everyWriteFails(
  mode: 'once' | 'for ever',
  session: (storage: Storage) => Promise<void>,
  check: (left: Storage) => Promise<void> = () => Promise.resolve()
): Promise<number> {
  for (let n = 1; ; n++) {
    const name = freshName();
    await (await openStorage(name)).close();
    let [writes, hadFault] = [0, false];
    const fault = () => {
      writes++;
      if (mode === 'once' ? writes !== n : writes < n) return;
      hadFault = true;
      throw new DOMException('The disk is full.', 'QuotaExceededError');
    };
    const broken = await openStorage(name, { fault });
    const outcome = await session(broken).then(
      () => null,
      (error: unknown) => error
    );
    if (hadFault) expect(outcome).toMatchObject({ code: 'storage-full' });
    broken.close();
    await Promise.resolve();
    const after = await openStorage(name);
    expect(await integrityCheck(after), `write ${n}`).toEqual([]);
    await check(after);
    after.close();
    if (!hadFault) return n + 1;
  }
}
