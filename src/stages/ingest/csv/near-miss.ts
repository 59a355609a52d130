import { Evidence, forcedFormat, readBy, type FileHabits, type ValueFormat } from './evidence.ts';

/** A column that would be numbers or times but for a few values. */
export interface NearMiss {
  /** What nearly all its values are. */
  readonly type: 'number' | 'integer' | 'time';
  /** Values in all, without missing ones. */
  readonly values: number;
  /** How many of them are something else. */
  readonly misfits: number;
  /** The first different ones of these, with the line on which each is first met. */
  readonly examples: readonly { readonly text: string; readonly line: number }[];
  /** Whether there are different ones beyond the examples. */
  readonly hasMore: boolean;
}

/** A text a column holds. */
export interface SeenText {
  readonly text: string;
  /** Line on which it is first met. */
  readonly line: number;
  readonly times: number;
}

const LEAST_FITTING = 0.9;
const SHOWN = 5;
/** Before this many a column that begins badly is not given up. */
const PATIENCE = 50;
/** Texts looked at closely, however many fit; of more, half must fit. */
const CLOSE_LOOK = 500;

/** Counts what does not fit a form that nearly all values have, as long as it is nearly all. */
export class MisfitWatch {
  private values = 0;
  private misfits = 0;
  private isWhole = true;
  private hasMore = false;
  private readonly examples: { readonly text: string; readonly line: number }[] = [];
  private readonly format: ValueFormat;

  constructor(format: ValueFormat) {
    this.format = format;
  }

  /** The watch over a column whose values all had a form so far, but for the one that `evidence` saw last. */
  static after(fitting: number, evidence: Evidence, habits: FileHabits): MisfitWatch | null {
    const format = likelyFormat(evidence, habits);
    if (format === null) return null;
    const watch = new MisfitWatch(format);
    watch.values = fitting;
    watch.isWhole = format.kind === 'time' || evidence.numbers.whole[format.decimal] === evidence.numbers.fits[format.decimal];
    return watch;
  }

  see({ text, line, times }: SeenText): void {
    this.values += times;
    const value = readBy(this.format, text);
    if (Number.isNaN(value)) {
      this.misfits += times;
      if (this.examples.some((known) => known.text === text)) return;
      if (this.examples.length < SHOWN) this.examples.push({ text, line });
      else this.hasMore = true;
    } else if (this.isWhole && !Number.isInteger(value)) this.isWhole = false;
  }

  get isAlive(): boolean {
    return this.misfits <= Math.max(PATIENCE, (1 - LEAST_FITTING) * this.values);
  }

  verdict(): NearMiss | null {
    const { values, misfits, examples, hasMore } = this;
    if (misfits === 0 || misfits > (1 - LEAST_FITTING) * values) return null;
    const type = this.format.kind === 'time' ? 'time' : this.isWhole ? 'integer' : 'number';
    return { type, values, misfits, examples, hasMore };
  }
}

/**
 * Watches a column of these texts by the form that most of them have; null when they are nothing of the kind, or numbers that are codes: with zeros in
 * front, too large to be exact, in several currencies.
 * @param texts the different ones, as they were first met
 */
export function watchMisfits(
  texts: readonly { readonly text: string }[],
  timesOf: () => readonly SeenText[],
  habits: FileHabits
): MisfitWatch | null {
  const evidence = new Evidence(true, habits.thousands);
  for (const { text } of texts.slice(0, CLOSE_LOOK)) evidence.see(text);
  const format = likelyFormat(evidence, habits);
  if (format === null || (texts.length > CLOSE_LOOK && fitting(evidence, format) < CLOSE_LOOK / 2)) return null;
  const watch = new MisfitWatch(format);
  for (const seen of timesOf()) watch.see(seen);
  return watch.isAlive ? watch : null;
}

function likelyFormat(evidence: Evidence, habits: FileHabits): ValueFormat | null {
  const number = forcedFormat(evidence, 'number', habits);
  const time = forcedFormat(evidence, 'time', habits);
  const [numbers, times] = [fitting(evidence, number), fitting(evidence, time)];
  if (times > numbers) return time;
  const { leadingZeros, beyondExact, percents, currencies } = evidence.numbers;
  const areCodes = leadingZeros > 0 || beyondExact > 0 || currencies.size > 1 || (percents > 0 && percents < numbers);
  return numbers === 0 || areCodes ? null : number;
}

const fitting = ({ numbers, times }: Evidence, format: ValueFormat): number =>
  format.kind === 'number' ? numbers.fits[format.decimal] : times.fits[format.format];
