/** Distinct byte strings, numbered in the order they came. */
export class ByteDictionary {
  size = 0;
  /** Bytes of all entries together. */
  used = 0;
  private arena = new Uint8Array(1024);
  private ends = new Uint32Array(64);
  private hashes = new Uint32Array(64);
  private slots = new Int32Array(128).fill(-1);

  /** The number of `bytes[start .. end]`; a new one, equal to the old `size`, when it was not known. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (;;) {
      const code = this.slots[slot]!;
      if (code < 0) return this.insert(bytes, start, end, hash, slot);
      if (this.hashes[code] === hash && this.isEntry(code, bytes, start, end)) return code;
      slot = (slot + 1) & mask;
    }
  }

  bytesOf(code: number): Uint8Array {
    return this.arena.subarray(code === 0 ? 0 : this.ends[code - 1]!, this.ends[code]!);
  }

  textOf(code: number): string {
    return utf8.decode(this.bytesOf(code));
  }

  private isEntry(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena } = this;
    const from = code === 0 ? 0 : this.ends[code - 1]!;
    if (this.ends[code]! - from !== end - start) return false;
    for (let i = start, j = from; i < end; i++, j++) if (bytes[i] !== arena[j]) return false;
    return true;
  }

  private insert(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++;
    if (code === this.ends.length) this.growEntries();
    while (this.used + end - start > this.arena.length) this.arena = copied(this.arena, new Uint8Array(this.arena.length * 2));
    this.arena.set(bytes.subarray(start, end), this.used);
    this.used += end - start;
    this.ends[code] = this.used;
    this.hashes[code] = hash;
    this.slots[slot] = code;
    if (this.size * 2 > this.slots.length) this.growSlots();
    return code;
  }

  private growEntries(): void {
    this.ends = copied(this.ends, new Uint32Array(this.ends.length * 2));
    this.hashes = copied(this.hashes, new Uint32Array(this.hashes.length * 2));
  }

  private growSlots(): void {
    this.slots = new Int32Array(this.slots.length * 2).fill(-1);
    const mask = this.slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code]! & mask;
      while (this.slots[slot] !== -1) slot = (slot + 1) & mask;
      this.slots[slot] = code;
    }
  }
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

function copied<A extends Uint8Array | Uint32Array>(from: A, into: A): A {
  into.set(from);
  return into;
}
