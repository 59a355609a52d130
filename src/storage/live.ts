import { liveQuery } from 'dexie';
import { databaseOf } from './open-storage.ts';
import type { Storage } from './storage.ts';

/**
 * Follows the answer of a query: calls `on` with it now and after every change of the records it read, in this tab or another one.
 * @param query reads of `storage` only; what it reads is what it follows
 * @param onError a read that failed; the watch goes on with the next change
 * @returns a function that ends it
 */
export function watch<T>(
  storage: Storage,
  query: () => Promise<T>,
  on: (value: T) => void,
  onError: (error: unknown) => void = () => undefined
): () => void {
  databaseOf(storage);
  const subscription = liveQuery(query).subscribe({ next: on, error: onError });
  return () => subscription.unsubscribe();
}
