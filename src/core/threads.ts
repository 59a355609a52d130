/** A call of a function that a WebAssembly module exports. */
export type ThreadCall = readonly [name: string, ...args: number[]];

/** The functions of an instance. */
export type Exported = Readonly<Record<string, (...args: number[]) => number | undefined>>;

/** Threads at work on the memory of one module, the caller's own among them. */
export interface Crew {
  /** With the caller's own. */
  readonly size: number;
  /**
   * Lets thread t make `calls[t]`, one after the other, and waits for all. The caller's own is thread 0.
   * @returns what each call gave back
   * @throws LatheError `thread-lost` when a thread does not answer
   */
  run(calls: readonly (readonly ThreadCall[])[]): readonly (readonly number[])[];
  /** The threads are free for others. */
  leave(): void;
}

/** Threads that can be enlisted, one crew at a time; where memory can't be shared there is none. */
export interface ThreadTeam {
  /**
   * @param module what each of them runs; it imports `env.memory`
   * @param names of the functions that will be called
   * @param own what the caller's own thread calls
   * @returns null when none is free or none came
   */
  enlist(module: WebAssembly.Module, memory: WebAssembly.Memory, names: readonly string[], own: Exported): Promise<Crew | null>;
}
