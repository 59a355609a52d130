import type { Column } from '../../../core/table.ts';

/** Takes the pieces of columns, in row order for each column, and gives the hash each is stored under. */
export interface ColumnSink {
  /** Takes from the column what it needs before it returns: the column's memory is used again. */
  append(column: Column): Promise<string>;
}

/** Bytes of pieces that may be under way at a time, about: four rounds of pieces of a dozen columns, so that a slow turn of the disk is not waited for. */
const MOST_BYTES = 32 * 1024 * 1024;

/**
 * Stores pieces while the next rows are read: hashing and writing need other threads far more than this one. What is under way is bounded, so that
 * memory is, too, and a cancel has little to wait for.
 */
export class PieceQueue {
  private readonly sink: ColumnSink;
  private readonly underWay = new Set<Promise<void>>();
  private bytes = 0;
  private failure: { readonly reason: unknown } | null = null;

  constructor(sink: ColumnSink) {
    this.sink = sink;
  }

  /**
   * Hands a piece to the sink once there is room, and does not wait for it to be stored. Its hash goes to the end of `into`, by `drain` at the latest.
   * @throws what the sink threw for this piece or one before
   */
  async add(piece: Column, into: string[]): Promise<void> {
    const size = bytesOf(piece);
    while (this.underWay.size > 0 && this.bytes + size > MOST_BYTES) await Promise.race(this.underWay);
    this.check();
    const at = into.push('') - 1;
    this.bytes += size;
    this.run(
      this.sink
        .append(piece)
        .then((hash) => void (into[at] = hash))
        .finally(() => void (this.bytes -= size))
    );
  }

  /** Counts other work of the sink in: it is waited for, and its failure is one. */
  run(work: Promise<unknown>): void {
    const running: Promise<void> = work
      .then(
        () => undefined,
        (reason: unknown) => void (this.failure ??= { reason })
      )
      .finally(() => void this.underWay.delete(running));
    this.underWay.add(running);
  }

  /** Waits until what is under way now is stored, whatever comes behind it. @throws the first failure */
  async stored(): Promise<void> {
    await Promise.all([...this.underWay]);
    this.check();
  }

  /** Waits until all is stored. @throws the first failure */
  async drain(): Promise<void> {
    await this.settle();
    this.check();
  }

  /** Waits until nothing is under way any more, whatever came of it. */
  async settle(): Promise<void> {
    while (this.underWay.size > 0) await Promise.all(this.underWay);
  }

  private check(): void {
    if (this.failure) throw this.failure.reason;
  }
}

function bytesOf(piece: Column): number {
  switch (piece.kind) {
    case 'number':
    case 'time':
      return piece.values.byteLength;
    case 'category':
      return piece.codes.byteLength;
    case 'text':
      return piece.bytes.byteLength + piece.offsets.byteLength + piece.missing.byteLength;
    case 'image':
      return piece.pixels.byteLength;
  }
}
