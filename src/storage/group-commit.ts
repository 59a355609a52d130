interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Makes a function that writes items one by one for its callers and together underneath: what comes while a write is under way waits and then goes
 * in one. A transaction costs several turns of the event loop and, to be durable, a flush of the disk, whether it holds one item or twenty.
 * @param write all of them or none
 * @returns settles once the item is written; when its write fails, all items of that write fail
 */
export function groupCommit<T>(write: (items: readonly T[]) => Promise<unknown>): (item: T) => Promise<void> {
  let waiting: Waiting<T>[] = [];
  let isWriting = false;
  const writeGroup = async (group: readonly Waiting<T>[]) => {
    try {
      await write(group.map(({ item }) => item));
      for (const { resolve } of group) resolve();
    } catch (reason) {
      for (const { reject } of group) reject(reason);
    }
  };
  const writeAll = async () => {
    isWriting = true;
    for (let group = waiting; group.length > 0; group = waiting) {
      waiting = [];
      await writeGroup(group);
    }
    isWriting = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!isWriting) void writeAll();
    });
}
