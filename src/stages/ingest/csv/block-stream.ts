import { pause, type WorkContext } from '../../../core/context.ts';
import { Tokenizer, type Dialect, type TokenizerEvents } from '../../../kernels/csv/tokenizer.ts';
import type { ByteSource } from './byte-source.ts';
import { utf8Pieces, type Encoding } from './encoding.ts';

/** How a source is cut into blocks of whole records. */
export interface StreamSettings {
  readonly encoding: Encoding;
  readonly dialect: Dialect;
  /** The first record names the columns and is left out. */
  readonly hasHeader: boolean;
  readonly pieceBytes: number;
}

/** Asking for a range of a file takes a message to another process and back, so pieces are asked for by the dozen. */
const READ_BYTES = 8 * 1024 * 1024;

/**
 * The records of a source, block by block; the same tokenizer each time, holding the next rows. A record that a piece cuts in two is carried over
 * to the next, and pieces grow with what is carried, so that a long record is not read over and over.
 */
export async function* recordBlocks(
  source: ByteSource,
  settings: StreamSettings,
  events: TokenizerEvents,
  context: WorkContext
): AsyncGenerator<Tokenizer> {
  const tokenizer = new Tokenizer(settings.dialect, events);
  let isAhead = settings.hasHeader;
  const dropHeader = () => {
    if (!isAhead || tokenizer.rows === 0) return;
    tokenizer.dropFirst();
    isAhead = false;
  };
  let buffer = new Uint8Array(0);
  let carried = 0;
  let taken = 0;
  const cut = (bytes: Uint8Array, isLast: boolean) => {
    buffer = withRoom(buffer, carried, bytes.length);
    buffer.set(bytes, carried);
    const length = carried + bytes.length;
    const used = tokenizer.read(buffer, length, isLast);
    carried = length - used;
    return used;
  };
  const keepRest = (used: number) => buffer.copyWithin(0, used, used + carried);
  const pieceBytes = () => Math.max(settings.pieceBytes, carried);
  for await (const piece of utf8Pieces(source, settings.encoding, pieceBytes, READ_BYTES)) {
    taken += piece.length;
    const used = cut(piece, false);
    dropHeader();
    if (tokenizer.rows > 0) yield tokenizer;
    keepRest(used);
    context.onProgress(Math.min(1, taken / source.size));
    await pause(context);
  }
  cut(new Uint8Array(0), true);
  dropHeader();
  if (tokenizer.rows > 0) yield tokenizer;
}

function withRoom(buffer: Uint8Array<ArrayBuffer>, carried: number, more: number): Uint8Array<ArrayBuffer> {
  if (buffer.length >= carried + more) return buffer;
  const larger = new Uint8Array(Math.max(carried + more, buffer.length * 2));
  larger.set(buffer.subarray(0, carried));
  return larger;
}
