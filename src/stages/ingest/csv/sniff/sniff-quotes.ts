import { counted } from '../../../../core/words.ts';
import { agreement, recordsOf, usualMarks, usualWidth, type Marks, type Sample, type SampleRecords } from './sample-records.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';

/** What protects fields, as far as a person does not say. */
export interface FoundQuotes {
  readonly marks: Marks;
  readonly confidence: number;
  readonly reason: string;
}

export type GivenMarks = Partial<Pick<Marks, 'delimiter' | 'quote' | 'escape'>> & Pick<Marks, 'comment'>;

/** A reading of the sample, and how well it goes. */
interface Reading {
  readonly marks: Marks;
  readonly found: SampleRecords;
  readonly agreeing: number;
  readonly inQuotes: number;
}

const LEAST_COLUMN = 3;
const MANY_FAULTS = 3;

/**
 * The usual quotes, unless the file speaks clearly for others: single quotes around whole columns, or around delimiters; a backslash before quotes or
 * delimiters, without which the rows do not come out even; quotes that are never around a field; spaces before quotes.
 */
export function sniffQuotes(sample: Sample, given: GivenMarks): FoundQuotes {
  const usual = reading(sample, given, {});
  const text = new TextDecoder().decode(sample.bytes);
  const alternatives: readonly (() => FoundQuotes | null)[] = [
    () => spaces(sample, given, usual, text),
    () => backslash(sample, given, usual, text, usual.marks.quote),
    () => singleQuotes(sample, given, usual, text),
    () => backslash(sample, given, usual, text, "'"),
    () => noQuotes(sample, given, usual)
  ];
  for (const alternative of alternatives) {
    const found = alternative();
    if (found) return found;
  }
  const { inQuotes, found, marks } = usual;
  const confidence = found.faults > 0 ? 0.6 : inQuotes > 0 ? 0.99 : 0.9;
  const name = marks.quote === '' ? 'quote' : marks.quote;
  return {
    marks,
    confidence,
    reason: inQuotes > 0 ? `${counted(inQuotes, 'field stands', 'fields stand')} in ${name}.` : 'No field stands in quotes.'
  };
}

function reading(sample: Sample, given: GivenMarks, change: Partial<Marks>): Reading {
  const { delimiter, ...fixed } = given;
  const rest = { ...usualMarks, ...change, ...fixed };
  const marks: Marks = { ...rest, delimiter: delimiter ?? sniffDelimiter(sample, rest).delimiter };
  const found = recordsOf(sample, marks);
  return {
    marks,
    found,
    agreeing: agreement(found.records, usualWidth(found.records)),
    inQuotes: found.quoted.flat().filter(Boolean).length
  };
}

function spaces(sample: Sample, given: GivenMarks, usual: Reading, text: string): FoundQuotes | null {
  const many = [...text.matchAll(/[,;\t|] +"/g)].length;
  if (many === 0 || given.quote !== undefined) return null;
  const other = reading(sample, given, { spaceBeforeQuote: true });
  const isEvenOnlySo = other.agreeing === 1 && usual.agreeing < 1;
  const isBetter =
    other.found.faults === 0 && other.inQuotes > usual.inQuotes && (many > 1 ? other.agreeing >= usual.agreeing : isEvenOnlySo);
  const gained = other.inQuotes - usual.inQuotes;
  return isBetter
    ? { marks: other.marks, confidence: 0.9, reason: `${counted(gained, 'quote has', 'quotes have')} a space before it.` }
    : null;
}

/** Needed when it makes rows even, or quotes close, that do neither without it. */
function backslash(sample: Sample, given: GivenMarks, usual: Reading, text: string, quote: string): FoundQuotes | null {
  if (given.escape !== undefined || !/\\["',;\t|\n\r]/.test(text) || (given.quote !== undefined && given.quote !== quote)) return null;
  if (quote === "'" && usual.inQuotes > 0) return null;
  const other = reading(sample, given, { escape: '\\', quote });
  const isNeeded = usual.found.faults > 0 || usual.agreeing < 1;
  const isBetter = other.found.faults <= usual.found.faults && other.agreeing >= usual.agreeing;
  const isEven = other.found.faults === 0 && other.agreeing === 1;
  const isSure = quote !== "'" || other.inQuotes > 1;
  if (!isNeeded || !isBetter || !isEven || !isSure) return null;
  return { marks: other.marks, confidence: 0.9, reason: 'With a backslash before quotes and marks inside fields, all rows come out even.' };
}

function singleQuotes(sample: Sample, given: GivenMarks, usual: Reading, text: string): FoundQuotes | null {
  if (given.quote !== undefined || usual.inQuotes > 0 || !/(^|[,;\t|\n\r]) *'/.test(text)) return null;
  const other = reading(sample, given, { quote: "'" });
  if (other.found.faults > 0 || other.inQuotes === 0 || other.agreeing < usual.agreeing) return null;
  const isEven = other.agreeing > usual.agreeing && other.agreeing === 1;
  if (isEven && (other.inQuotes > 1 || other.found.records.length > LEAST_COLUMN))
    return {
      marks: other.marks,
      confidence: other.inQuotes > 1 ? 0.9 : 0.75,
      reason: 'Read with single quotes, all rows come out even; else they do not.'
    };
  const column = wholeColumn(other.found);
  if (column === null) return null;
  return { marks: other.marks, confidence: 0.85, reason: `Every value of column ${column + 1} stands in single quotes.` };
}

/** A column all of whose values, the first record left aside, stand in quotes. */
function wholeColumn({ records, quoted }: SampleRecords): number | null {
  const rows = records.slice(1);
  const width = usualWidth(records);
  for (let j = 0; j < width; j++) {
    const filled = rows.flatMap((record, i) => ((record[j] ?? '') !== '' ? [quoted[i + 1]![j] === true] : []));
    if (filled.length >= LEAST_COLUMN && filled.every(Boolean)) return j;
  }
  return null;
}

function noQuotes(sample: Sample, given: GivenMarks, usual: Reading): FoundQuotes | null {
  if (given.quote !== undefined || usual.found.faults < MANY_FAULTS || usual.inQuotes > usual.found.faults) return null;
  const other = reading(sample, given, { quote: '' });
  if (other.agreeing < usual.agreeing) return null;
  return { marks: other.marks, confidence: 0.7, reason: 'No quote closes the field that it opens.' };
}
