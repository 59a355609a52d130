/** Memory of a WebAssembly instance, as far as its size goes. */
interface Sized {
  readonly buffer: { readonly byteLength: number };
}

const counts = new Set<Set<Sized>>();

/**
 * Counts the memories of the instances made from now on. A memory never shrinks, so that what they hold at the end is the most they held.
 * @returns ends the count and gives the bytes
 */
export function countWasm(): () => number {
  const made = new Set<Sized>();
  counts.add(made);
  return () => {
    counts.delete(made);
    return [...made].reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
  };
}

/** Tells those who count of a new instance. @param exported may have no memory */
export function noteWasm(exported: object): void {
  const { memory } = exported as { readonly memory?: Sized };
  if (memory) for (const made of counts) made.add(memory);
}
