import { bytesOf } from '../stages/ingest/csv/byte-source.ts';
import { Inflate } from 'fflate';
import { archiveInvalid } from '../core/errors/archives.ts';

/** Where an entry stands in a zip file, by its directory. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly stored: number;
  readonly size: number;
  readonly at: number;
}

const MOST_DIRECTORY_BYTES = 32 * 1024 * 1024;
const END_BYTES = 22;

/**
 * The directory of a zip file, trusted in nothing: each entry's place is checked against the file.
 * @param commentLength bytes of the comment behind the end record, which is where the file ends
 * @throws LatheError `archive-invalid`
 */
export async function readDirectory(file: Blob, commentLength: number): Promise<ZipEntry[]> {
  const endAt = file.size - commentLength - END_BYTES;
  if (endAt < 0) throw archiveInvalid('it is too short');
  const end = await viewOf(file.slice(endAt, endAt + END_BYTES));
  const [count, bytes, at] = [end.getUint16(10, true), end.getUint32(12, true), end.getUint32(16, true)];
  if (end.getUint32(0, true) !== 0x06054b50 || end.getUint16(20, true) !== commentLength)
    throw archiveInvalid('it is not a Lathe archive, or its end is missing');
  if (at + bytes !== endAt || bytes > MOST_DIRECTORY_BYTES) throw archiveInvalid('its directory is not where it should be');
  const entries = parseDirectory(await viewOf(file.slice(at, endAt)), count);
  checkPlaces(entries, at);
  return entries;
}

function parseDirectory(view: DataView, count: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) throw archiveInvalid('its directory is damaged');
    const nameBytes = view.getUint16(at + 28, true);
    const next = at + 46 + nameBytes + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > view.byteLength) throw archiveInvalid('its directory is damaged');
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, view.byteOffset + at + 46, nameBytes));
    entries.push({
      name,
      method: view.getUint16(at + 10, true),
      stored: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      at: view.getUint32(at + 42, true)
    });
    at = next;
  }
  if (at !== view.byteLength) throw archiveInvalid('its directory has more in it than it says');
  return entries;
}

/** Entries stand one behind the other: overlapping ones are how a small file becomes endless. */
function checkPlaces(entries: readonly ZipEntry[], end: number): void {
  let free = 0;
  for (const entry of [...entries].sort((a, b) => a.at - b.at)) {
    if (entry.at < free || entry.at + 30 + entry.stored > end)
      throw archiveInvalid(`the entry "${entry.name.slice(0, 80)}" lies outside its place`);
    free = entry.at + 30 + entry.stored;
  }
  if (new Set(entries.map((entry) => entry.name)).size !== entries.length) throw archiveInvalid('two entries have the same name');
}

/**
 * The bytes of an entry.
 * @param most no more than this comes out, whatever the entry says of itself
 * @throws LatheError `archive-invalid`
 */
export async function readEntry(file: Blob, entry: ZipEntry, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if (entry.size > most) throw archiveInvalid(`the entry "${entry.name}" says it has ${entry.size} bytes; ${most} are due`);
  const local = await viewOf(file.slice(entry.at, entry.at + 30));
  if (local.byteLength < 30 || local.getUint32(0, true) !== 0x04034b50)
    throw archiveInvalid(`the entry "${entry.name}" is not where it should be`);
  const from = entry.at + 30 + local.getUint16(26, true) + local.getUint16(28, true);
  const stored = new Uint8Array(await bytesOf(file.slice(from, from + entry.stored)));
  if (stored.length !== entry.stored) throw archiveInvalid(`the entry "${entry.name}" is cut off`);
  const bytes = entry.method === 0 ? stored : inflated(entry, stored, most);
  if (bytes.length !== entry.size)
    throw archiveInvalid(`the entry "${entry.name}" has ${bytes.length} bytes, not the ${entry.size} it says`);
  return bytes;
}

/** Small bites, counted: a bomb is stopped when it passes the limit, not when memory ends. */
const BITE_BYTES = 4_096;

function inflated(entry: ZipEntry, stored: Uint8Array, most: number): Uint8Array<ArrayBuffer> {
  if (entry.method !== 8) throw archiveInvalid(`the entry "${entry.name}" is packed in an unknown way (${entry.method})`);
  const parts: Uint8Array[] = [];
  let size = 0;
  const inflate = new Inflate((part) => {
    size += part.length;
    if (size > most) throw archiveInvalid(`the entry "${entry.name}" unpacks to more than the ${most} bytes that are due`);
    parts.push(part);
  });
  try {
    for (let at = 0; at < stored.length; at += BITE_BYTES)
      inflate.push(stored.subarray(at, at + BITE_BYTES), at + BITE_BYTES >= stored.length);
  } catch (error) {
    throw error instanceof Error && error.name === 'LatheError' ? error : archiveInvalid(`the entry "${entry.name}" can’t be unpacked`);
  }
  return joined(parts, size);
}

function joined(parts: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const viewOf = async (blob: Blob): Promise<DataView> => new DataView(await bytesOf(blob));
