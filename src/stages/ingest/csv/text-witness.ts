import type { ThousandsMark } from '../../../core/csv-options.ts';
import type { LabelsBuild } from './builds/labels-build.ts';
import { Evidence, type FileHabits } from './evidence.ts';
import { MisfitWatch, watchMisfits } from './near-miss.ts';

/** What is taken for granted while the rest of the file is not known yet. */
const usual: FileHabits = { decimal: '.', isDecimalGiven: false, dateOrder: undefined };

/** Sees the texts of a column that has outgrown its dictionary: what they could be instead of texts, and how few of them say no. */
export class TextWitness {
  readonly evidence: Evidence;
  misfits: MisfitWatch | null = null;
  /** Rows with a value so far. */
  private values: number;

  /** @param keepsCounting the column must become numbers or times whatever it holds */
  constructor(build: LabelsBuild, keepsCounting: boolean, thousands?: ThousandsMark) {
    this.evidence = new Evidence(keepsCounting, thousands);
    this.values = build.values;
    const texts = build.texts();
    for (const { text } of texts) this.evidence.see(text);
    if (!this.evidence.isAlive) this.misfits = watchMisfits(texts, () => build.countedTexts(), usual);
  }

  get isAlive(): boolean {
    return this.evidence.isAlive || (this.misfits?.isAlive ?? false);
  }

  see(text: string, line: number): void {
    this.values++;
    if (this.evidence.isAlive) {
      this.evidence.see(text);
      if (this.evidence.isAlive) return;
      this.misfits = MisfitWatch.after(this.values - 1, this.evidence, usual);
    }
    this.misfits?.see({ text, line, times: 1 });
  }
}
