/**
 * Who is still alive. A name is held for as long as its owner lives: in a browser as a Web Lock, which the browser frees when a tab or worker
 * dies for any reason; where there are no locks (Node), as an entry in this process.
 */
export interface Liveness {
  /** @returns a function that lets go */
  hold(name: string): Promise<() => void>;
  /** The same, at once or not at all. @returns null when somebody else holds it */
  tryHold(name: string): Promise<(() => void) | null>;
  held(): Promise<ReadonlySet<string>>;
}

export function createLiveness(): Liveness {
  const locks = (globalThis as { navigator?: { locks?: LockManager } }).navigator?.locks;
  return locks ? byWebLocks(locks) : byProcess;
}

/** The same, and all that was held through it can be let go at once. */
export function releasable(liveness: Liveness): Liveness & { letGoAll(): void } {
  const releases = new Set<() => void>();
  const noted = (release: () => void) => {
    releases.add(release);
    return () => {
      releases.delete(release);
      release();
    };
  };
  return {
    held: () => liveness.held(),
    hold: async (name) => noted(await liveness.hold(name)),
    async tryHold(name) {
      const release = await liveness.tryHold(name);
      return release && noted(release);
    },
    letGoAll: () => [...releases].forEach((release) => release())
  };
}

const byWebLocks = (locks: LockManager): Liveness => ({
  hold: (name) =>
    new Promise((resolve, reject) => {
      const life = () => new Promise<void>((release) => resolve(release));
      locks.request(name, life).catch(reject);
    }),
  tryHold: (name) =>
    new Promise((resolve, reject) => {
      const life = (lock: Lock | null) => (lock ? new Promise<void>((release) => resolve(release)) : resolve(null));
      locks.request(name, { ifAvailable: true }, life).catch(reject);
    }),
  held: async () => new Set((await locks.query()).held?.map((lock) => lock.name ?? ''))
});

const holders = new Map<string, number>();

const byProcess: Liveness = {
  hold(name) {
    holders.set(name, (holders.get(name) ?? 0) + 1);
    let isHeld = true;
    return Promise.resolve(() => {
      if (isHeld) holders.set(name, holders.get(name)! - 1);
      isHeld = false;
    });
  },
  tryHold: async (name) => ((holders.get(name) ?? 0) > 0 ? null : byProcess.hold(name)),
  held: () => Promise.resolve(new Set([...holders].filter(([, count]) => count > 0).map(([name]) => name)))
};
