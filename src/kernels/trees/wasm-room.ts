const PAGE = 65_536;

interface Memory {
  readonly buffer: ArrayBufferLike;
  grow(pages: number): number;
}

/** Room in the memory of a module, laid out from a first free byte on. */
export class WasmRoom {
  readonly #memory: Memory;
  #free: number;

  constructor(memory: Memory, firstFree: number) {
    this.#memory = memory;
    this.#free = firstFree;
  }

  /** Begins at a multiple of 16. */
  reserve(bytes: number): number {
    const at = (this.#free + 15) & ~15;
    // `>>> 0`: beyond 2 GiB an address has the sign bit of an i32.
    this.#free = (at >>> 0) + bytes;
    const lacking = this.#free - this.#memory.buffer.byteLength;
    if (lacking > 0) this.#memory.grow(Math.ceil(lacking / PAGE));
    return at >>> 0;
  }

  /** What is reserved from here on can be given back at once. */
  mark(): () => void {
    const free = this.#free;
    return () => (this.#free = free);
  }

  numbers = (at: number, length: number) => new Float64Array(this.#memory.buffer, at, length);
  singles = (at: number, length: number) => new Float32Array(this.#memory.buffer, at, length);
  places = (at: number, length: number) => new Uint32Array(this.#memory.buffer, at, length);
  wholes = (at: number, length: number) => new Int32Array(this.#memory.buffer, at, length);
  bytes = (at: number, length: number) => new Uint8Array(this.#memory.buffer, at, length);
}
