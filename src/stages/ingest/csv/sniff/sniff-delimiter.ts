import { BLANKS, WIDE_BLANKS } from '../../../../kernels/csv/blank-fold.ts';
import { areAligned } from './aligned-columns.ts';
import { agreement, recordsOf, usualWidth, type Marks, type Sample } from './sample-records.ts';
import { isTyped } from './sniff-header.ts';

export interface FoundDelimiter {
  readonly delimiter: string;
  readonly confidence: number;
  readonly reason: string;
}

/** Stands for "one column, nothing to part". */
export const NO_DELIMITER = '\u001e';

const candidates = [',', ';', '\t', '|'];
/** Taken only when they part every line alike and the usual ones do not. */
const rare = ['\u001f', '::', '~', '^', '\u0001', '\\t', '§', '¦', '¬', '·', '#', ':', BLANKS, ' '];
/** They stand in ordinary texts as well. */
const wordy = new Set([':', '#', BLANKS, ' ', '·']);
/** Columns set under one another: blanks that one blank between two fields does not explain. */
const ALIGNED = / {2}\S|^ +\S|\t \S|\S \t/m;
/** A quote, what parts two fields, a quote. */
const betweenThe = (quote: string) => new RegExp(`${quote}([^${quote}\\w\\s][^${quote}\\w]{0,3}|\\t+| )${quote}`);
const BETWEEN_QUOTES: Readonly<Record<string, RegExp>> = { '"': betweenThe('"'), "'": betweenThe("'") };

interface Tried {
  readonly delimiter: string;
  readonly agreeing: number;
  readonly width: number;
}

/**
 * The candidate that gives the most rows as many fields as the first one; where titles stand above the table, the one that gives the most rows alike.
 */
export function sniffDelimiter(sample: Sample, marks: Omit<Marks, 'delimiter'>): FoundDelimiter {
  const shown = betweenQuotes(sample, marks.quote).flatMap((delimiter) => rareDelimiter(sample, marks, [delimiter], null) ?? []);
  if (shown[0]) return shown[0];
  const read = candidates.map((delimiter) => ({ delimiter, ...recordsOf(sample, { ...marks, delimiter }) }));
  const byFirst = read.map(({ delimiter, records }) => tried(delimiter, records, records[0]?.length ?? 0));
  const byMost = read.map(({ delimiter, records }) => tried(delimiter, records, usualWidth(records)));
  const first = best(byFirst);
  const most = best(byMost);
  const found = first && (first.agreeing >= 0.5 || !most || most.agreeing <= first.agreeing) ? first : most;
  const leads = found !== null && found === first;
  const able = leads && found.agreeing >= 0.5 ? rare.filter((mark) => !wordy.has(mark)) : rare;
  const other = leads && found.agreeing >= 0.9 ? doubled(sample, marks, found) : rareDelimiter(sample, marks, able, found);
  if (other) return other;
  const aligned = found?.agreeing === 1 ? null : inColumns(sample, marks);
  if (aligned) return aligned;
  return found
    ? said(found, byMost)
    : { delimiter: NO_DELIMITER, confidence: 0.9, reason: 'Nothing parts the lines into as many fields each.' };
}

/** Columns set under one another, whose fields may hold single blanks. */
function inColumns(sample: Sample, marks: Omit<Marks, 'delimiter'>): FoundDelimiter | null {
  if (!areAligned(beginningOf(sample), sample.isWhole && sample.bytes.length <= BEGINNING_BYTES)) return null;
  const { records, faults } = recordsOf(sample, { ...marks, delimiter: WIDE_BLANKS });
  const width = records[0]?.length ?? 0;
  if (width < 2 || faults > 0 || agreement(records, width) < 1) return null;
  return { delimiter: WIDE_BLANKS, confidence: 0.7, reason: `It gives all of the lines looked at ${width} fields, set under one another.` };
}

/** Two marks in a row part the fields where one of them leaves every second field of every line empty. */
function doubled(sample: Sample, marks: Omit<Marks, 'delimiter'>, { delimiter, width }: Tried): FoundDelimiter | null {
  if (width < 5 || width % 2 === 0) return null;
  const twice = delimiter + delimiter;
  const { records } = recordsOf(sample, { ...marks, delimiter: twice });
  const fields = (width + 1) / 2;
  if (agreement(records, fields) < 1) return null;
  return {
    delimiter: twice,
    confidence: 0.9,
    reason: `It gives all of the lines looked at ${fields} fields; one mark alone leaves every second one empty.`
  };
}

const tried = (delimiter: string, records: readonly (readonly string[])[], width: number): Tried => ({
  delimiter,
  width,
  agreeing: agreement(records, width)
});

function best(all: readonly Tried[]): Tried | null {
  let found: Tried | null = null;
  for (const one of all) {
    if (one.width < 2) continue;
    const isBetter = !found || one.agreeing > found.agreeing || (one.agreeing === found.agreeing && one.width > found.width);
    if (isBetter) found = one;
  }
  return found;
}

function said({ delimiter, agreeing, width }: Tried, all: readonly Tried[]): FoundDelimiter {
  const rival = Math.max(0, ...all.filter((other) => other.delimiter !== delimiter && other.width > 1).map((other) => other.agreeing));
  const share = Math.round(agreeing * 100);
  return {
    delimiter,
    confidence: agreeing * (1 - rival / 2),
    reason: `It gives ${share === 100 ? 'all' : `${share} %`} of the lines looked at ${width} fields.`
  };
}

/** @param usual the best of the usual marks, which has to be beaten */
function rareDelimiter(
  sample: Sample,
  marks: Omit<Marks, 'delimiter'>,
  delimiters: readonly string[],
  usual: Tried | null
): FoundDelimiter | null {
  for (const delimiter of delimiters) {
    if (delimiter === BLANKS && !ALIGNED.test(beginningOf(sample))) continue;
    const { records, quoted, faults } = recordsOf(sample, { ...marks, delimiter });
    const width = evenWidth(records, usual === null);
    if (width < (usual ? 3 : 2) || records.length < 3) continue;
    const isWordy = wordy.has(delimiter);
    const isProtected = records.some((record, i) => record.some((field, j) => quoted[i]![j] && field.includes(delimiter)));
    const areAllQuoted = usual === null && quoted.every((record) => record.every(Boolean));
    const leastTyped = width > 2 ? 0.5 : delimiter === BLANKS ? 1 : Infinity;
    if (isWordy && (faults > 0 || (!isProtected && !areAllQuoted && typedShare(records) < leastTyped))) continue;
    return {
      delimiter,
      confidence: isWordy ? 0.6 : 0.8,
      reason: `It gives all of the lines looked at ${width} fields, and no usual mark does.`
    };
  }
  return null;
}

/** The fields that all records have, or all but the first, which may lack the name of the first column, as R writes it; 0 = they are not even. */
function evenWidth(records: readonly (readonly string[])[], canLackName: boolean): number {
  const width = records[0]?.length ?? 0;
  if (agreement(records, width) === 1) return width;
  return canLackName && agreement(records.slice(1), width + 1) === 1 ? width + 1 : 0;
}

/** What stands between the quotes of the first two fields, where it is none of the usual marks. */
function betweenQuotes(sample: Sample, quote: string): string[] {
  const found = BETWEEN_QUOTES[quote]?.exec(beginningOf(sample))?.[1];
  return found === undefined || candidates.includes(found) || candidates.includes(found.trim()) ? [] : [found];
}

const BEGINNING_BYTES = 4096;
const beginningOf = ({ bytes }: Sample): string => new TextDecoder().decode(bytes.subarray(0, BEGINNING_BYTES));

/** Share of the cells below the first record that are numbers or dates. */
function typedShare(records: readonly (readonly string[])[]): number {
  const cells = records.slice(1).flat();
  return cells.filter(isTyped).length / cells.length;
}
