/**
 * Unpacks LZ4 frames, which Arrow's `LZ4_FRAME` buffers are.
 * Source: LZ4 Frame Format 1.6.2 and LZ4 Block Format. Checksums are not looked at; lengths and distances are checked.
 * @param packed one or more frames
 * @param size bytes they unpack to
 * @throws Error when the bytes are no such frames, or unpack to another size
 */
export function unpackLz4Frame(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size);
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  let at = 0;
  let filled = 0;
  while (at < packed.length) {
    if (view.getUint32(at, true) !== 0x184d2204) throw new Error('LZ4: no frame begins here');
    const flags = packed[at + 4]!;
    if (flags >> 6 !== 1) throw new Error('LZ4: a version that is not known');
    at += 7 + (flags & 8 ? 8 : 0) + (flags & 1 ? 4 : 0);
    for (;;) {
      const head = view.getUint32(at, true);
      at += 4;
      if (head === 0) break;
      const length = head & 0x7fffffff;
      const block = packed.subarray(at, at + length);
      if (block.length !== length) throw new Error('LZ4: a block is cut off');
      filled = head >>> 31 === 1 ? copied(block, out, filled) : unpackBlock(block, out, filled);
      at += length + (flags & 16 ? 4 : 0);
    }
    if (flags & 4) at += 4;
  }
  if (filled !== size) throw new Error(`LZ4: ${filled} bytes instead of ${size}`);
  return out;
}

function copied(block: Uint8Array, out: Uint8Array, filled: number): number {
  if (filled + block.length > out.length) throw new Error('LZ4: more bytes than promised');
  out.set(block, filled);
  return filled + block.length;
}

function unpackBlock(block: Uint8Array, out: Uint8Array, to: number): number {
  let at = 0;
  const lengthFrom = (nibble: number) => {
    let length = nibble;
    if (nibble === 15) {
      let more = 255;
      while (more === 255) length += more = byteAt(block, at++);
    }
    return length;
  };
  while (at < block.length) {
    const token = block[at++]!;
    const literals = lengthFrom(token >> 4);
    if (at + literals > block.length) throw new Error('LZ4: a block is cut off');
    to = copied(block.subarray(at, at + literals), out, to);
    at += literals;
    if (at >= block.length) break;
    const distance = byteAt(block, at) | (byteAt(block, at + 1) << 8);
    at += 2;
    const length = lengthFrom(token & 15) + 4;
    if (distance === 0 || distance > to || to + length > out.length) throw new Error('LZ4: a copy from nowhere');
    for (let i = 0; i < length; i++, to++) out[to] = out[to - distance]!;
  }
  return to;
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new Error('LZ4: a block is cut off');
  return byte;
}
