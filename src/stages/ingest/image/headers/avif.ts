import { FileProblem } from '../file-problem.ts';
import type { ImageHeader } from '../header-type.ts';

interface Box {
  readonly type: string;
  /** Of what is in it. */
  readonly from: number;
  readonly to: number;
}

/** A box that begins with a version and flags. */
const FULL = 4;
/** Quarter turns against the clock, as EXIF says them. */
const turns = [1, 8, 3, 6] as const;

/**
 * Reads size, depth and turn of the primary item.
 * Source: AV1 Image File Format 1.1; ISO/IEC 23008-12 (HEIF), 6.5; ISO/IEC 14496-12, 4.2 and 8.11.
 */
export function avifHeader(bytes: Uint8Array): ImageHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const top = boxes(view, 0, view.byteLength);
  const meta = top.find(({ type }) => type === 'meta');
  if (!meta) throw new FileProblem('image-damaged');
  const inside = boxes(view, meta.from + FULL, meta.to);
  if (![...top, ...inside].some(({ type }) => type === 'mdat' || type === 'idat')) throw new FileProblem('image-truncated');
  const properties = propertiesOfPrimary(view, inside);
  const size = properties.find(({ type }) => type === 'ispe');
  if (!size || size.to - size.from < FULL + 8) throw new FileProblem('image-damaged');
  const turn = properties.find(({ type }) => type === 'irot');
  return {
    format: 'avif',
    width: view.getUint32(size.from + FULL),
    height: view.getUint32(size.from + FULL + 4),
    bitDepth: depthOf(view, properties),
    animated: top.some(({ type }) => type === 'moov'),
    orientation: turn && turn.from < turn.to ? turns[view.getUint8(turn.from) & 3]! : 1
  };
}

/** Whether a file is AVIF by the brands it names. */
export const isAvif = (bytes: Uint8Array): boolean => brands(bytes).some((brand) => brand === 'avif' || brand === 'avis');

/** The same container with another picture format in it, as telephones write it. */
export const isHeic = (bytes: Uint8Array): boolean => brands(bytes).some((brand) => /^(hei|hev)[cmsx]$/.test(brand));

function brands(bytes: Uint8Array): string[] {
  if (bytes.length < 16 || letters(bytes, 4) !== 'ftyp') return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0);
  const end = Math.min(size, bytes.length, 256);
  const found = [letters(bytes, 8)];
  for (let at = 16; at + 4 <= end; at += 4) found.push(letters(bytes, at));
  return found;
}

const letters = (bytes: Uint8Array, at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** The boxes of a stretch, none of which may reach out of it. */
function boxes(view: DataView, from: number, to: number): Box[] {
  const found: Box[] = [];
  for (let at = from; at < to;) {
    if (at + 8 > to) throw new FileProblem('image-truncated');
    const short = view.getUint32(at);
    const isLong = short === 1;
    if (isLong && at + 16 > to) throw new FileProblem('image-truncated');
    const size = short === 0 ? to - at : isLong ? Number(view.getBigUint64(at + 8)) : short;
    const head = isLong ? 16 : 8;
    if (size < head) throw new FileProblem('image-damaged');
    if (at + size > to) throw new FileProblem('image-truncated');
    const name = new Uint8Array(view.buffer, view.byteOffset + at + 4, 4);
    found.push({ type: String.fromCharCode(...name), from: at + head, to: at + size });
    at += size;
  }
  return found;
}

/** Files hold several pictures: thumbnails, transparency, the tiles of a large one. */
function propertiesOfPrimary(view: DataView, meta: readonly Box[]): Box[] {
  const iprp = meta.find(({ type }) => type === 'iprp');
  const inside = iprp ? boxes(view, iprp.from, iprp.to) : [];
  const ipco = inside.find(({ type }) => type === 'ipco');
  if (!ipco) throw new FileProblem('image-damaged');
  const all = boxes(view, ipco.from, ipco.to);
  const pitm = meta.find(({ type }) => type === 'pitm');
  const primary = pitm && readItem(view, pitm);
  const places = inside.filter(({ type }) => type === 'ipma').flatMap((box) => associated(view, box, primary ?? null));
  const named = places.map((place) => all[place - 1]).filter((box) => box !== undefined);
  return named.length > 0 ? named : all;
}

function readItem(view: DataView, { from, to }: Box): number | null {
  if (to - from < FULL + 2) return null;
  const isWide = view.getUint8(from) > 0;
  return isWide ? (to - from >= FULL + 4 ? view.getUint32(from + FULL) : null) : view.getUint16(from + FULL);
}

/** The places, from 1, of the properties of an item. */
function associated(view: DataView, { from, to }: Box, item: number | null): number[] {
  if (to - from < FULL + 4) return [];
  const isWideItem = view.getUint8(from) > 0;
  const isWidePlace = (view.getUint8(from + 3) & 1) === 1;
  const count = view.getUint32(from + FULL);
  const found: number[] = [];
  let at = from + FULL + 4;
  for (let i = 0; i < count && at + (isWideItem ? 5 : 3) <= to; i++) {
    const id = isWideItem ? view.getUint32(at) : view.getUint16(at);
    at += isWideItem ? 4 : 2;
    const places = view.getUint8(at++);
    for (let k = 0; k < places && at + (isWidePlace ? 2 : 1) <= to; k++) {
      const place = isWidePlace ? view.getUint16(at) & 0x7fff : view.getUint8(at) & 0x7f;
      at += isWidePlace ? 2 : 1;
      if (id === item) found.push(place);
    }
  }
  return found;
}

const HIGH_DEPTH = 0x40;
const TWELVE_BITS = 0x20;

function depthOf(view: DataView, properties: readonly Box[]): number {
  const config = properties.find(({ type }) => type === 'av1C');
  if (!config || config.to - config.from < 4) return 8;
  const flags = view.getUint8(config.from + 2);
  return flags & HIGH_DEPTH ? (flags & TWELVE_BITS ? 12 : 10) : 8;
}
