import type { ColumnFormat } from '../../../core/csv-options.ts';
import type { LabelsBuild } from './builds/labels-build.ts';
import { Evidence, seeValue, type FileHabits } from './evidence.ts';
import { habitsOfColumn } from './given-format.ts';
import type { MissingMarkers } from './missing-markers.ts';
import { MisfitWatch, watchMisfits } from './near-miss.ts';

/** What is taken for granted, but for what is given, while the rest of the file is not known yet. */
const usual: FileHabits = { decimal: '.', isDecimalGiven: false, dateOrder: undefined };

/** Sees the texts of a column that has outgrown its dictionary: what they could be instead of texts, and how few of them say no. */
export class TextWitness {
  readonly evidence: Evidence;
  misfits: MisfitWatch | null = null;
  /** Rows with a value so far. */
  private values: number;
  private readonly habits: FileHabits;
  private readonly markers: MissingMarkers;

  /** @param keepsCounting the column must become numbers or times whatever it holds */
  constructor(build: LabelsBuild, keepsCounting: boolean, given: ColumnFormat, markers: MissingMarkers) {
    this.markers = markers;
    this.habits = habitsOfColumn(usual, given);
    this.evidence = new Evidence(keepsCounting, given.thousands);
    this.values = build.values;
    const texts = build.texts();
    for (const { text } of texts) seeValue(this.evidence, text, markers);
    if (!this.evidence.isAlive) this.misfits = watchMisfits(texts, () => build.countedTexts(), this.habits);
  }

  get isAlive(): boolean {
    return this.evidence.isAlive || (this.misfits?.isAlive ?? false);
  }

  see(text: string, line: number): void {
    this.values++;
    if (this.evidence.isAlive && this.markers.isLoose(text)) return;
    if (this.evidence.isAlive) {
      this.evidence.see(text);
      if (this.evidence.isAlive) return;
      this.misfits = MisfitWatch.after(this.values - 1, this.evidence, this.habits);
    }
    this.misfits?.see({ text, line, times: 1 });
  }
}
