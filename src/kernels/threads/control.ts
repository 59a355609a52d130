/**
 * How a crew talks: a ticket that goes up by one for each round of work, a count of those still at it, and for each thread a block of numbers with its
 * calls and what they gave back.
 */
export const TICKET = 0;
export const RUNNING = 1;
export const FAILED = 2;

const WORDS = 16;
export const MOST_CALLS = 8;
const MOST_ARGUMENTS = 24;
/** Name's place, number of arguments, arguments. */
const CALL = 2 + MOST_ARGUMENTS;
/** How many calls, what they gave back, and the calls. */
const BLOCK = 1 + MOST_CALLS + MOST_CALLS * CALL;

/** Instead of a number of calls: go home. */
export const DISMISSED = -1;

export class Control {
  readonly words: Int32Array;
  readonly #blocks: Float64Array;

  constructor(shared: SharedArrayBuffer) {
    this.words = new Int32Array(shared, 0, WORDS);
    this.#blocks = new Float64Array(shared, 4 * WORDS);
  }

  static bytesFor = (threads: number): number => 4 * WORDS + 8 * BLOCK * threads;

  calls = (thread: number): number => this.#blocks[thread * BLOCK]!;

  setCalls(thread: number, count: number): void {
    this.#blocks[thread * BLOCK] = count;
  }

  result = (thread: number, call: number): number => this.#blocks[thread * BLOCK + 1 + call]!;

  setResult(thread: number, call: number, value: number): void {
    this.#blocks[thread * BLOCK + 1 + call] = value;
  }

  call(thread: number, call: number): { name: number; args: Float64Array } {
    const at = thread * BLOCK + 1 + MOST_CALLS + call * CALL;
    return { name: this.#blocks[at]!, args: this.#blocks.subarray(at + 2, at + 2 + this.#blocks[at + 1]!) };
  }

  setCall(thread: number, call: number, name: number, args: readonly number[]): void {
    const at = thread * BLOCK + 1 + MOST_CALLS + call * CALL;
    this.#blocks[at] = name;
    this.#blocks[at + 1] = args.length;
    this.#blocks.set(args, at + 2);
  }
}

/** Looks so often before it goes to sleep: to be woken takes longer than most waits are. */
const LOOKS = 4000;

/**
 * Waits until a word is another than `value`.
 * @returns the word, or `value` when that took longer than `longest` milliseconds
 */
export function waitWhile(words: Int32Array, at: number, value: number, longest: number): number {
  for (let look = 0; look < LOOKS; look++) {
    const now = Atomics.load(words, at);
    if (now !== value) return now;
  }
  Atomics.wait(words, at, value, longest);
  return Atomics.load(words, at);
}
