import type { ColumnFormat } from '../../../core/csv-options.ts';
import { kindOf, type ColumnType } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import { plainIsoTime } from '../../../kernels/csv/scan-times.ts';
import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { SEEN } from '../../../kernels/csv/number-scan.ts';
import { BooleanBuild } from './builds/boolean-build.ts';
import type { ReadSettings, RowRange } from './builds/build.ts';
import { LabelsBuild } from './builds/labels-build.ts';
import { ScannedBuild } from './builds/scanned-build.ts';
import { TextBuild } from './builds/text-build.ts';
import { TypedBuild } from './builds/typed-build.ts';
import type { Evidence, ValueFormat } from './evidence.ts';
import { IssueLog } from './issue-log.ts';
import { grouped, quoted } from '../../../core/words.ts';
import { QuoteWatch } from './quote-watch.ts';
import type { MisfitWatch } from './near-miss.ts';
import { TextWitness } from './text-witness.ts';

/**
 * How a pass reads a column. `guess`: as plain numbers, plain times or labels, by its first value; `labels`: as labels, or text once they are too
 * many; `typed`: by a format that a pass before has found.
 */
export type ColumnPlan =
  | { readonly kind: 'guess' }
  | { readonly kind: 'labels'; /** So many texts that look missing stand in quotes, and are meant. */ readonly meant?: number }
  | { readonly kind: 'typed'; readonly format: ValueFormat; readonly evidence?: Evidence };

interface ReadColumn {
  readonly name: string;
  readonly index: number;
  /** How a person says that its numbers and dates are written. */
  readonly given?: ColumnFormat;
}

type Build = ScannedBuild | LabelsBuild | TextBuild | TypedBuild | BooleanBuild;

/**
 * One column in one pass over the file. A guess that a later value refutes is dropped (`build` is null then) and the column is read again in the
 * next pass; while all its rows are still in the block at hand, it starts over at once.
 */
export class ColumnReader {
  readonly name: string;
  readonly index: number;
  readonly forced: ColumnType | null;
  readonly given: ColumnFormat;
  build: Build | null;
  witness: TextWitness | null = null;
  log = new IssueLog();
  /** Hashes of the pieces stored so far. */
  readonly pieces: string[] = [];
  blocks = 0;
  /** How its fields are quoted; null where nothing hangs on that, or it is settled. */
  quotes: QuoteWatch | null = null;
  /** The file has some of its values as numbers, not as texts, and writes them with a point. Never so in a CSV, where all are texts. */
  hasPointTokens = false;
  private readonly planned: Evidence | null;
  private readonly shared: Omit<ReadSettings, 'log'>;

  constructor(at: ReadColumn, forced: ColumnType | null, plan: ColumnPlan, shared: Omit<ReadSettings, 'log'>) {
    this.name = at.name;
    this.index = at.index;
    this.given = at.given ?? {};
    this.forced = forced;
    const meant = plan.kind === 'labels' ? (plan.meant ?? 0) : 0;
    this.shared = meant > 0 ? { ...shared, quotedIsText: true } : shared;
    if (meant > 0) this.tellMeant(meant);
    this.planned = plan.kind === 'typed' ? (plan.evidence ?? null) : null;
    this.build = this.firstBuild(plan);
  }

  get settings(): ReadSettings {
    return { ...this.shared, log: this.log };
  }

  /** What the texts of a column too varied for a dictionary have said, or what a pass before had them say. */
  get evidence(): Evidence | null {
    return this.witness?.evidence ?? this.planned;
  }

  get misfits(): MisfitWatch | null {
    return this.forced === null ? (this.witness?.misfits ?? null) : null;
  }

  private get isForcedNumeric(): boolean {
    return this.forced !== null && kindOf(this.forced) !== 'category' && this.forced !== 'text';
  }

  private firstBuild(plan: ColumnPlan): Build {
    if (plan.kind === 'typed')
      return new TypedBuild(plan.format, this.forced ?? plan.format.kind, { name: this.name, column: this.index }, this.settings);
    if (this.forced === 'text') return new TextBuild(this.name, this.index, this.settings);
    if (this.forced === 'boolean') return new BooleanBuild(this.name, this.index, this.settings);
    if (this.forced === 'category') return new LabelsBuild(this.name, this.index, this.settings, false);
    if (plan.kind === 'labels') return this.labels();
    return new ScannedBuild('number', this.name, this.index, this.settings);
  }

  private tellMeant(meant: number): void {
    const are = meant === 1 ? 'text in quotes was taken for a text' : 'texts in quotes were taken for texts';
    const column = quoted(this.name);
    this.log.add(
      'quoted-texts',
      null,
      () => `${column}: ${grouped(meant)} ${are}, empty or not, as the file leaves missing values bare.`,
      this.name
    );
  }

  /** Looks at the quotes of a block that has some. */
  watchQuotes(block: FieldBlock, rows: RowRange): void {
    if (this.shared.quotedIsText) return;
    this.quotes ??= new QuoteWatch();
    this.quotes.see(block, this.index, rows, this.shared.markers);
  }

  /** How many of its texts look missing and are not, by their quotes. */
  meantTexts(column: { readonly missing: number; readonly values: number }): number {
    return this.quotes?.meant(column) ?? 0;
  }

  private labels(): LabelsBuild {
    return new LabelsBuild(this.name, this.index, this.settings, true);
  }

  /** Reads rows of a block that lie within one piece. */
  read(block: FieldBlock, rows: RowRange): void {
    if (!this.build) return;
    const isFirst = this.blocks++ === 0;
    const from = this.build.read(block, rows);
    if (this.build instanceof ScannedBuild) this.checkGuess(this.build, block, { from, to: rows.to }, isFirst ? rows : null);
    else if (from < rows.to || (this.build instanceof LabelsBuild && this.build.isFull)) this.goOnAsText(block, { from, to: rows.to });
  }

  /** @param whole all rows of the column so far, when they are in this block */
  private checkGuess(guess: ScannedBuild, block: FieldBlock, rest: RowRange, whole: RowRange | null): void {
    const isCode = (guess.scan.flags & SEEN.leadingZero) !== 0 || (whole !== null && guess.scan.flags === SEEN.big);
    if (rest.from === rest.to && !isCode) return;
    const isEmptySoFar = guess.isNumber && !isCode && guess.pending === guess.scan.missing + guess.infinite && guess.infinite === 0;
    if (isEmptySoFar && this.pieces.length === 0) this.startByValue(guess.pending, block, rest);
    else if (whole) this.startAgainAsLabels(block, whole);
    else this.build = null;
  }

  /** All rows so far were missing: the first value says what the column looks like. */
  private startByValue(missing: number, block: FieldBlock, rest: RowRange): void {
    const field = rest.from * block.width + this.index;
    const isTime = !Number.isNaN(plainIsoTime(block.bytes, block.starts[field]!, block.ends[field]!));
    const build = isTime ? new ScannedBuild('time', this.name, this.index, this.settings) : this.labels();
    build.beginWithMissing(missing);
    this.build = build;
    const whole = missing === rest.from ? { from: rest.from, to: rest.to } : null;
    const from = build.read(block, rest);
    if (build instanceof LabelsBuild) this.goOnAsText(block, { from, to: rest.to });
    else if (from < rest.to) {
      if (whole && missing === 0) this.startAgainAsLabels(block, whole);
      else this.build = null;
    }
  }

  private startAgainAsLabels(block: FieldBlock, whole: RowRange): void {
    this.log = new IssueLog();
    const build = this.labels();
    this.build = build;
    this.goOnAsText(block, { from: build.read(block, whole), to: whole.to });
  }

  /** Leaves the dictionary once it is full; what it holds is poured into texts. */
  private goOnAsText(block: FieldBlock, rest: RowRange): void {
    if (!(this.build instanceof LabelsBuild) || !this.build.isFull) return;
    this.witness = new TextWitness(this.build, this.isForcedNumeric, this.given, this.shared.markers);
    this.build = this.build.asText(this.witness);
    this.build.read(block, rest);
  }

  /** @returns the pieces that are ready to be stored */
  endPiece(): Iterable<Column> {
    return this.build?.endPiece() ?? [];
  }
}
