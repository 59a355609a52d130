import { partOf, pause, type WorkContext } from '../../../../core/context.ts';
import type { Column } from '../../../../core/table.ts';
import type { FieldBlock } from '../../../../kernels/csv/field-block.ts';
import { recordBlocks, type PlaceWatch, type StreamSettings } from '../block-stream.ts';
import { TextBuild } from '../builds/text-build.ts';
import type { ByteSource } from '../byte-source.ts';
import { ColumnReader, type ColumnPlan } from '../column-reader.ts';
import type { FileHabits } from '../evidence.ts';
import { habitsOf, votesOf } from '../file-habits.ts';
import { finishColumn, type FinishedColumn } from '../finish-column.ts';
import { formatGiven } from '../given-format.ts';
import { IssueLog } from '../issue-log.ts';
import { MissingMarkers } from '../missing-markers.ts';
import { countNulBytes } from '../nul-bytes.ts';
import { PieceQueue, type ColumnSink } from '../piece-queue.ts';
import { freezeReader, readingKinds, thawReader } from '../resume/freeze-reader.ts';
import { bytesOfFrozen, freeze, thaw, type ApartArray } from '../resume/freeze.ts';
import { silentEvents } from '../sniff/sample-records.ts';
import { tokenizerEvents } from '../tokenizer-events.ts';
import { TotalsWatch } from '../totals-watch.ts';
import { handOn, relayedBlocks, type BlockRelay } from './block-relay.ts';
import type { Checkpoints, FrozenGroup } from './checkpoints.ts';
import { EarlyPieces } from './early-pieces.ts';
import type { GroupReading, GroupResult, GroupSpec, StoredReader } from './group-spec.ts';

/** A checkpoint of more bytes than this would cost more than it saves; columns that hold so much let go of it soon. */
const MOST_CHECKPOINT_BYTES = 32 * 1024 * 1024;

interface GroupOutside {
  readonly source: ByteSource;
  readonly sink: ColumnSink;
  readonly checkpoints?: Checkpoints | undefined;
  /** For the first pass over the file; columns that are read again are read by each group for itself. */
  readonly relay?: BlockRelay | undefined;
}

/** Reads the columns of a group in this thread. */
export class ColumnGroup implements GroupReading {
  private readonly spec: GroupSpec;
  private readonly source: ByteSource;
  private readonly queue: PieceQueue;
  private readonly checkpoints: Checkpoints | null;
  private readonly relay: BlockRelay;
  private readonly shared: { readonly markers: MissingMarkers; readonly quotedIsText: boolean; readonly chunkRows: number };
  private readers: ColumnReader[];
  private log = new IssueLog();
  private totals = new TotalsWatch();
  private readonly early = new EarlyPieces();
  private start: FrozenGroup['place'] | undefined;
  private rows = 0;
  private isKeeping = false;

  constructor(spec: GroupSpec, { source, sink, checkpoints, relay = {} }: GroupOutside) {
    this.spec = spec;
    this.source = source;
    this.queue = new PieceQueue(sink);
    this.checkpoints = checkpoints ?? null;
    this.relay = relay;
    const { options, chunkRows } = spec;
    this.shared = { markers: new MissingMarkers(options.missing), quotedIsText: options.quotedIsText ?? false, chunkRows };
    this.readers = spec.columns.map((index) => this.readerOf(index, { kind: 'guess' }));
    if (checkpoints?.left) this.goOnFrom(checkpoints.left);
  }

  async first(context: WorkContext): ReturnType<GroupReading['first']> {
    this.rows = await this.readAll(this.readers, context, true);
    if (this.spec.tellsOfFile) this.totals.tell(this.log);
    return { rows: this.rows, votes: votesOf(this.readers) };
  }

  async finish(habits: FileHabits, context: WorkContext): Promise<GroupResult> {
    const done: StoredReader[] = [];
    let readers = this.readers;
    let left = 1;
    while (readers.length > 0) {
      const next: ColumnReader[] = [];
      for (const reader of readers) {
        const verdict = finishColumn(reader, habits);
        if (verdict.kind === 'again') next.push(this.readerOf(reader.index, verdict.plan));
        else done[this.spec.columns.indexOf(reader.index)] = await this.store(reader, verdict.column, context);
      }
      readers = next;
      if (readers.length > 0) await this.readAll(readers, partOf(context, 1 - left, 1 - left / 2), false);
      left /= 2;
    }
    await this.queue.drain();
    return { columns: done, log: this.log };
  }

  settle(): Promise<void> {
    return this.queue.settle();
  }

  private readerOf(index: number, plan: ColumnPlan): ColumnReader {
    const { names, types, options } = this.spec;
    const name = names[index]!;
    return new ColumnReader({ name, index, given: formatGiven(options, name) }, types[index]!, plan, this.shared);
  }

  /** One pass over the file. @returns the number of rows */
  private async readAll(readers: readonly ColumnReader[], context: WorkContext, isFirst: boolean): Promise<number> {
    const { chunkRows, tellsOfFile } = this.spec;
    const outlets = isFirst ? (this.relay.outlets ?? []) : [];
    const watch: PlaceWatch = { next: { offset: 0, line: 1 }, isSettled: true };
    let rows = isFirst ? this.rows : 0;
    for await (const block of this.blocks(context, isFirst, watch)) {
      if (outlets.length > 0) await handOn(block, watch, watch.next.offset / this.source.size, outlets);
      if (isFirst && tellsOfFile) this.tellOf(block);
      const before = rows;
      rows = await this.readBlock(block, readers, rows, context);
      const hasPieceEnded = Math.floor(rows / chunkRows) > Math.floor(before / chunkRows);
      if (isFirst && hasPieceEnded && watch.isSettled) this.keepCheckpoint(rows, watch.next);
    }
    for (const outlet of outlets) outlet.end();
    if (rows % chunkRows !== 0) await this.storePieces(readers, context);
    return rows;
  }

  private blocks(context: WorkContext, isFirst: boolean, watch: PlaceWatch): AsyncGenerator<FieldBlock> {
    const { opened, tellsOfFile } = this.spec;
    if (isFirst && this.relay.inlet) return relayedBlocks(this.relay.inlet, opened.stream.useKernel, context, watch);
    const isTold = isFirst && tellsOfFile;
    const stream = { ...opened.stream, isChecked: !isTold, ...(isFirst && this.start && { start: this.start }) };
    return recordBlocks(this.source, stream, isTold ? tokenizerEvents(this.log, opened) : silentEvents, context, watch);
  }

  private tellOf(block: FieldBlock): void {
    countNulBytes(block, this.log);
    this.totals.see(block);
  }

  /** @returns the rows read so far */
  private async readBlock(block: FieldBlock, readers: readonly ColumnReader[], before: number, context: WorkContext): Promise<number> {
    const { chunkRows } = this.spec;
    const hasQuotes = block.quoted.subarray(0, block.rows * block.width).includes(1);
    let rows = before;
    for (let from = 0; from < block.rows;) {
      const to = Math.min(block.rows, from + chunkRows - (rows % chunkRows));
      for (const reader of readers) {
        if (hasQuotes) reader.watchQuotes(block, { from, to });
        reader.read(block, { from, to });
      }
      rows += to - from;
      from = to;
      if (rows % chunkRows === 0) await this.storePieces(readers, context);
    }
    return rows;
  }

  private async storePieces(readers: readonly ColumnReader[], context: WorkContext): Promise<void> {
    const { options, opened } = this.spec;
    const habits = () => habitsOf(this.readers, options, opened.dialect.delimiter);
    for (const reader of readers) {
      await this.storeAll(reader.endPiece(), reader.pieces, context);
      const early = this.early.ready(reader, habits);
      if (early) await this.storeAll(early.pieces, early.into, context);
    }
  }

  /** Pieces are made one at a time, as there is room for them, and a cancel is seen between them. */
  private async storeAll(pieces: Iterable<Column>, into: string[], context: WorkContext): Promise<void> {
    for (const piece of pieces) {
      await this.queue.add(piece, into);
      await pause(context);
    }
  }

  private async store(reader: ColumnReader, finished: FinishedColumn, context: WorkContext): Promise<StoredReader> {
    const { pieces, ...column } = finished;
    if (!pieces) return { column, chunks: reader.pieces, log: reader.log };
    const chunks = this.early.of(reader, finished);
    await this.storeAll(pieces(chunks.length), chunks, context);
    return { column, chunks, log: reader.log };
  }

  /** Freezes what was read, now, and keeps it once the pieces in it are stored; the reading goes on meanwhile. */
  private keepCheckpoint(rows: number, place: FrozenGroup['place']): void {
    const { checkpoints, readers } = this;
    const isPoured = readers.some(({ build }) => build instanceof TextBuild && build.isPoured);
    if (!checkpoints || this.isKeeping || isPoured || !hasPlaces(this.spec.opened.stream) || !checkpoints.isDue()) return;
    const apart: ApartArray[] = [];
    const state = {
      rows,
      place,
      readers: readers.map((reader) => freezeReader(reader, apart)),
      log: this.log.freeze(),
      totals: freeze(this.totals, readingKinds, apart),
      apart
    };
    if (bytesOfFrozen(state.readers) > MOST_CHECKPOINT_BYTES) return;
    const lengths = readers.map(({ pieces }) => pieces.length);
    const keep = async () => {
      await checkpoints.keep({ ...state, pieces: readers.map(({ pieces }, i) => pieces.slice(0, lengths[i])) });
      this.isKeeping = false;
    };
    this.isKeeping = true;
    this.queue.run(this.queue.stored().then(keep));
  }

  private goOnFrom({ rows, place, readers, pieces, log, totals, apart }: FrozenGroup): void {
    this.rows = rows;
    this.start = place;
    this.log = IssueLog.thaw(log);
    this.totals = thaw(totals, readingKinds, apart, () => undefined) as TotalsWatch;
    for (const [i, reader] of this.readers.entries()) {
      thawReader(reader, readers[i]!, apart);
      reader.pieces.push(...pieces[i]!);
    }
  }
}

/** Whether a place in what is read is one in the file. */
const hasPlaces = ({ encoding, lines, fold }: StreamSettings): boolean =>
  encoding.label === 'utf-8' && lines.from === 1 && lines.to === null && fold === null;
