import { counted } from '../../../../core/words.ts';
import { usualMarkers } from '../missing-markers.ts';
import { agreement, recordsOf, usualMarks, usualWidth, type Sample } from './sample-records.ts';
import { NO_DELIMITER, sniffDelimiter } from './sniff-delimiter.ts';

export interface FoundComment {
  /** Null: lines with `#`, as far as they are no rows. */
  readonly comment: string | null;
  readonly confidence: number;
  readonly reason: string;
}

/** Dashes alone, in two runs at least. */
const RULE = /^[ |+:]*[-=]+(?:[ |+:]+[-=]+)+[ |+:]*$/;
const LONG_DASH = /-{3}|={3}/;
/** Header and two rows. */
const LEAST_ROWS = 3;
const prefixes = ['//', '--', '%', '!', ';'];
const usual = (reason: string): FoundComment => ({ comment: null, confidence: 0.9, reason });

/**
 * What begins a comment line. Marks other than `#` are taken for it only where the file begins with such lines and none of them, anywhere, is as wide as
 * the rows; and where half of the lines of a single column begin with `#`, that is what they say.
 */
export function sniffComment(sample: Sample, delimiter: string | undefined): FoundComment {
  const lines = new TextDecoder()
    .decode(sample.bytes)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const hashes = lines.filter((line) => line.startsWith('#')).length;
  const words = lines.filter((line) => /^#[^\s#]/.test(line)).length;
  if (words > 1 && words >= lines.length / 2 && isOneColumn(sample, null) && isOneColumn(sample, ''))
    return { comment: '', confidence: 0.8, reason: 'Most lines of the one column begin with #.' };
  if (hashes > 0 && lines.every((line) => !line.startsWith('#') || isMarker(line)) && isOneColumn(sample, ''))
    return { comment: '', confidence: 0.8, reason: 'The lines that begin with # stand for missing values.' };
  const rule = ruledOff(lines);
  if (rule !== null) return { comment: rule, confidence: 0.9, reason: `Lines of ${rule} are drawn under names, and are no rows.` };
  for (const comment of prefixes) {
    if (!lines[0]?.startsWith(comment)) continue;
    const own = lines.filter((line) => line.startsWith(comment));
    if (
      own.length * 2 <= lines.length &&
      own.every((line) => /^\W+\s/.test(line) || comment === '//') &&
      standsOut(sample, comment, delimiter)
    )
      return {
        comment,
        confidence: 0.85,
        reason: `${counted(own.length, 'line that begins', 'lines that begin')} with ${comment} are no rows.`
      };
  }
  return usual(hashes > 0 ? 'Lines that begin with # and are no rows.' : 'No line begins with #.');
}

/** How a line begins that is drawn between names and rows, as psql and Markdown do; null where the first lines have none, or rows begin alike. */
function ruledOff(lines: readonly string[]): string | null {
  const drawn = lines.slice(0, 3).find((line) => RULE.test(line) && LONG_DASH.test(line));
  if (drawn === undefined) return null;
  const dash = LONG_DASH.exec(drawn)!;
  const start = drawn.slice(0, dash.index + dash[0].length);
  return start.length <= 16 && lines.every((line) => !line.startsWith(start) || RULE.test(line)) ? start : null;
}

const isMarker = (line: string): boolean => usualMarkers.some((marker) => marker.toLowerCase() === line.trim().toLowerCase());

function isOneColumn(sample: Sample, comment: '' | null): boolean {
  return sniffDelimiter(sample, { ...usualMarks, comment }).delimiter === NO_DELIMITER;
}

/** Without these lines the rest is a table of three rows or more, in which none of them would be one. */
function standsOut(sample: Sample, comment: string, given: string | undefined): boolean {
  const delimiter = given ?? sniffDelimiter(sample, { ...usualMarks, comment }).delimiter;
  if (delimiter === NO_DELIMITER || comment === delimiter) return false;
  const { records } = recordsOf(sample, { ...usualMarks, comment, delimiter });
  const width = usualWidth(records);
  if (records.length < LEAST_ROWS || width < 2 || agreement(records, width) < 0.8) return false;
  const all = recordsOf(sample, { ...usualMarks, comment: '', delimiter }).records;
  return all.every((record) => record.length !== width || !record[0]!.startsWith(comment));
}
