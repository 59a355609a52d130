import type { TokenizerEvents } from '../../../kernels/csv/dialect.ts';
import type { Tokenizer } from '../../../kernels/csv/tokenizer.ts';
import { LaterTable } from './later-table.ts';
import { MendedRows } from './mended-rows.ts';
import { RepeatedHeader } from './repeated-header.ts';

interface WatchedStream {
  readonly header: readonly string[] | null;
  readonly secondHeader: number | null;
  readonly typed: readonly number[];
  readonly encoding: { readonly badLines?: Int32Array };
  readonly dialect: { readonly strictFrom?: number };
}

/** Looks at the rows of every block before they are read: what is no row of this table is taken out. */
export class BlockWatch {
  private readonly told: TokenizerEvents;
  private readonly later: LaterTable;
  private readonly repeats: RepeatedHeader;
  private readonly mended: MendedRows;
  private readonly second: number | null;

  constructor({ header, secondHeader, encoding, dialect, typed }: WatchedStream, events: TokenizerEvents) {
    this.told = events;
    this.second = secondHeader;
    this.later = new LaterTable(typed, events);
    this.repeats = new RepeatedHeader(header ?? []);
    this.mended = new MendedRows(encoding.badLines ?? new Int32Array(0), dialect.strictFrom !== undefined);
  }

  /** For the tokenizer. */
  get events(): TokenizerEvents {
    return this.later.events;
  }

  /** No blank line waits for the row behind it. */
  get isSettled(): boolean {
    return this.later.isSettled;
  }

  /** @returns whether the table ends in this block */
  look(block: Tokenizer): boolean {
    const isEnd = this.later.cutFrom(block);
    this.dropSecondHeader(block);
    this.repeats.dropFrom(block, (line) => this.told.onHeaderAgain?.(line));
    this.mended.seeIn(block, (line) => this.told.onBadBytes?.(line));
    return isEnd;
  }

  private dropSecondHeader(block: Tokenizer): void {
    if (this.second === null || block.rows === 0 || block.lines[0] !== this.second) return;
    this.told.onSecondHeader?.(this.second);
    block.dropRow(0);
  }
}
