import type { Tokenizer } from '../../../kernels/csv/tokenizer.ts';
import type { TokenizerEvents } from '../../../kernels/csv/dialect.ts';
import { fieldText } from './builds/build.ts';
import { MissingMarkers } from './missing-markers.ts';
import { isNamesOver } from './sniff/sniff-tables.ts';

type Held = [name: Exclude<keyof TokenizerEvents, 'onRecord'>, line: number, ...rest: [number?, boolean?]];

/**
 * Finds where another table begins far behind the lines that are sniffed: a blank line, and behind it names over columns that hold numbers or times. What
 * the tokenizer meets is told when it is known to be of this table.
 */
export class LaterTable {
  readonly events: TokenizerEvents;
  private readonly told: TokenizerEvents;
  private readonly typed: readonly number[];
  private readonly markers = new MissingMarkers(undefined);
  private blanks: number[] = [];
  private held: Held[] = [];

  /** @param typed columns of numbers and times; with none, no other table is known from this one */
  constructor(typed: readonly number[], events: TokenizerEvents) {
    this.typed = typed;
    this.told = events;
    const hold =
      (name: Held[0]) =>
      (line: number, ...rest: [number?, boolean?]) => {
        this.held.push([name, line, ...rest]);
        if (name === 'onBlank') this.blanks.push(line);
      };
    const names = ['onBlank', 'onComment', 'onRagged', 'onStrayQuote', 'onUnclosedQuote'] as const;
    const all = Object.fromEntries(names.map((name) => [name, hold(name)]));
    this.events = typed.length === 0 ? events : { ...events, ...all };
  }

  /** No blank line waits for the row behind it. */
  get isSettled(): boolean {
    return this.blanks.length === 0;
  }

  /** Takes the rows of another table out of the block. @returns whether there are any */
  cutFrom(block: Tokenizer): boolean {
    const first = this.firstIn(block);
    const end = first < 0 ? Infinity : block.lines[first]!;
    const told = this.told as unknown as Readonly<Record<string, ((...given: unknown[]) => void) | undefined>>;
    for (const [name, ...given] of this.held) if (given[0] < end) told[name]?.(...given);
    this.held = [];
    if (first < 0) return false;
    this.told.onLaterTable?.(end);
    while (block.rows > first) block.dropRow(block.rows - 1);
    return true;
  }

  private firstIn(block: Tokenizer): number {
    const { lines, rows } = block;
    let row = 0;
    let blank = 0;
    while (blank < this.blanks.length) {
      while (row < rows && lines[row]! < this.blanks[blank]!) row++;
      if (row === rows) break;
      while (blank < this.blanks.length && this.blanks[blank]! < lines[row]!) blank++;
      const cells = Array.from({ length: block.width }, (_, j) => fieldText(block, row * block.width + j));
      if (isNamesOver(cells, this.typed, this.markers)) return row;
    }
    this.blanks = this.blanks.slice(blank);
    return -1;
  }
}
