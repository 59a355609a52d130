/** What comes after it is a task of its own, so that the page can paint and answer a person in between. */
export const endOfTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * A queue in which pieces of work of the page wait for one another, each in a task of its own. A piece that fails fails for who asked for it, and for
 * nobody behind it.
 */
export function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(endOfTask).then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
