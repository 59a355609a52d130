const ENTRY = 12;
const MOST_TEXT = 64;

/** A directory of tags inside a TIFF block; what is not there, or does not fit in the block, is null. */
export interface Directory {
  number(tag: number): number | null;
  text(tag: number): string | null;
  ratios(tag: number, count: number): number[] | null;
  directory(tag: number): Directory | null;
}

/** The first directory of a block. Source: TIFF 6.0, section 2. */
export function openTiff(bytes: Uint8Array): Directory | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 8) return null;
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  return directoryAt(view, view.getUint32(4, little), little);
}

const types = { ascii: 2, short: 3, long: 4, ratio: 5 } as const;

function directoryAt(view: DataView, at: number, little: boolean): Directory | null {
  if (at + 2 > view.byteLength) return null;
  const entries = entriesAt(view, at, little);
  const find = (tag: number, type: number) => {
    const entry = entries.get(tag);
    return entry?.type === type ? entry : null;
  };
  return {
    number(tag) {
      const entry = find(tag, types.short);
      return entry && view.getUint16(entry.at + 8, little);
    },
    text(tag) {
      const entry = find(tag, types.ascii);
      if (!entry || entry.count > MOST_TEXT) return null;
      const from = entry.count <= 4 ? entry.at + 8 : view.getUint32(entry.at + 8, little);
      if (from + entry.count > view.byteLength) return null;
      const letters = new Uint8Array(view.buffer, view.byteOffset + from, entry.count);
      return String.fromCharCode(...letters)
        .replace(/\0.*$/s, '')
        .trim();
    },
    ratios(tag, count) {
      const entry = find(tag, types.ratio);
      const from = entry && view.getUint32(entry.at + 8, little);
      if (entry?.count !== count || from === null || from + 8 * count > view.byteLength) return null;
      return Array.from({ length: count }, (_, i) => {
        const [over, under] = [view.getUint32(from + 8 * i, little), view.getUint32(from + 8 * i + 4, little)];
        return over === 0 ? 0 : over / under;
      });
    },
    directory(tag) {
      const entry = find(tag, types.long);
      return entry && directoryAt(view, view.getUint32(entry.at + 8, little), little);
    }
  };
}

interface Entry {
  readonly at: number;
  readonly type: number;
  readonly count: number;
}

function entriesAt(view: DataView, from: number, little: boolean): Map<number, Entry> {
  const found = new Map<number, Entry>();
  const count = view.getUint16(from, little);
  for (let i = 0; i < count; i++) {
    const at = from + 2 + ENTRY * i;
    if (at + ENTRY > view.byteLength) break;
    found.set(view.getUint16(at, little), { at, type: view.getUint16(at + 2, little), count: view.getUint32(at + 4, little) });
  }
  return found;
}
