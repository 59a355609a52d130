import { agreement, recordsOf, usualWidth, type Marks, type Sample } from './sample-records.ts';
import { isTyped } from './sniff-header.ts';

export interface FoundDelimiter {
  readonly delimiter: string;
  readonly confidence: number;
  readonly reason: string;
}

/** Stands for "one column, nothing to part". */
export const NO_DELIMITER = '\u001f';

const candidates = [',', ';', '\t', '|'];
/** Taken only when they part every line alike and the usual ones part none. */
const rare = ['~', '^', '\u0001', ':', ' '];

interface Tried {
  readonly delimiter: string;
  readonly agreeing: number;
  readonly width: number;
}

/**
 * The candidate that gives the most rows as many fields as the first one; where titles stand above the table, the one that gives the most rows alike.
 */
export function sniffDelimiter(sample: Sample, marks: Omit<Marks, 'delimiter'>): FoundDelimiter {
  const read = candidates.map((delimiter) => ({ delimiter, ...recordsOf(sample, { ...marks, delimiter }) }));
  const byFirst = read.map(({ delimiter, records }) => tried(delimiter, records, records[0]?.length ?? 0));
  const byMost = read.map(({ delimiter, records }) => tried(delimiter, records, usualWidth(records)));
  const first = best(byFirst);
  const most = best(byMost);
  const found = first && (first.agreeing >= 0.5 || !most || most.agreeing <= first.agreeing) ? first : most;
  if (found) return said(found, byMost);
  return (
    rareDelimiter(sample, marks) ?? {
      delimiter: NO_DELIMITER,
      confidence: 0.9,
      reason: 'Nothing parts the lines into as many fields each.'
    }
  );
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

function rareDelimiter(sample: Sample, marks: Omit<Marks, 'delimiter'>): FoundDelimiter | null {
  for (const delimiter of rare) {
    const { records } = recordsOf(sample, { ...marks, delimiter });
    const width = records[0]?.length ?? 0;
    if (width < 2 || records.length < 3 || agreement(records, width) < 1) continue;
    const isWordy = delimiter === ' ' || delimiter === ':';
    if (isWordy && (width < 3 || typedShare(records) < 0.5)) continue;
    return {
      delimiter,
      confidence: isWordy ? 0.6 : 0.8,
      reason: `It gives all of the lines looked at ${width} fields, and no usual mark does.`
    };
  }
  return null;
}

/** Share of the cells below the first record that are numbers or dates. */
function typedShare(records: readonly (readonly string[])[]): number {
  const cells = records.slice(1).flat();
  return cells.filter(isTyped).length / cells.length;
}
