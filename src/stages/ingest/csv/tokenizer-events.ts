import type { TokenizerEvents } from '../../../kernels/csv/dialect.ts';
import { counted } from '../../../core/words.ts';
import type { IssueLog } from './issue-log.ts';
import type { FoundDialect } from './dialect.ts';
import type { Footer } from './footer.ts';
import type { OpenedCsv } from './open-csv.ts';

/** As a person sees it. */
export const REPLACED = '\ufffd (U+FFFD)';

/** Counts what the tokenizer meets; what is lost of a record is told, and the record set aside. */
export function tokenizerEvents(log: IssueLog, { headerLine, stream, footer }: OpenedCsv): TokenizerEvents {
  const { width, strictFrom } = stream.dialect;
  const isStrict = strictFrom !== undefined;
  const fate = (repaired: string) => (isStrict ? 'left out of the table and set aside.' : repaired);
  return {
    ...wholeRowEvents(log, fate),
    onEnd: (line) => tellFooter(log, footer, line),
    onBlank: (line) => log.add('blank-line', line, (count) => `${counted(count, 'blank line was', 'blank lines were')} skipped.`),
    onComment: (line) => log.add('comment-line', line, (count) => `${counted(count, 'comment line was', 'comment lines were')} skipped.`),
    onStrayQuote: (line) =>
      log.add('stray-quote', line, (count) => `${counted(count, 'field has', 'fields have')} text behind the closing quote; it was kept.`),
    onUnclosedQuote(line) {
      log.reject({ line, code: 'unclosed-quote', reason: 'A quote is never closed.' });
      const what = (count: number) => `${counted(count, 'quote is', 'quotes are')} never closed`;
      log.add('unclosed-quote', line, (count) => `${what(count)}; ${fate('each was taken as a plain character.')}`);
    },
    onRagged(line, fields, lost) {
      if (line === headerLine) return;
      const isShort = fields < width;
      if (lost || (isShort && isStrict))
        log.reject({ line, code: isShort ? 'too-few-fields' : 'too-many-fields', reason: `${fields} fields where ${width} are due.` });
      const rows = (count: number) => counted(count, 'row has', 'rows have');
      if (isShort)
        log.add('short-row', line, (count) => `${rows(count)} fewer than ${width} fields; ${fate('the absent ones are missing.')}`);
      else if (lost)
        log.add('long-row', line, (count) => `${rows(count)} more than ${width} fields; ${fate('the extra ones were left out.')}`);
      else log.add('extra-delimiter', line, (count) => `${rows(count)} empty fields beyond the ${width} of the header; nothing was lost.`);
    }
  };
}

/** What is found of rows that are whole. @param fate what becomes of a row that bytes were replaced in */
const wholeRowEvents = (log: IssueLog, fate: (repaired: string) => string) =>
  ({
    onHeaderAgain(line: number) {
      log.reject({ line, code: 'header-again', reason: 'The header stands here once more.' });
      log.add(
        'header-again',
        line,
        (count) => `${counted(count, 'row repeats', 'rows repeat')} the header; left out of the table and set aside.`
      );
    },
    onSecondHeader(line: number) {
      log.reject({ line, code: 'header-more', reason: 'It is a second line of the header: words stand over columns of numbers or dates.' });
      log.add(
        'header-more',
        line,
        () => `Line ${line} is a second line of the header (units, or more of the names); it is no row, and was set aside.`
      );
    },
    onBadBytes(line: number) {
      log.reject({ line, code: 'bad-bytes', reason: 'It holds bytes that are not UTF-8.' });
      const what = (count: number) => `${counted(count, 'row holds', 'rows hold')} bytes that are not UTF-8`;
      log.add('bad-bytes', line, (count) => `${what(count)}; ${fate(`${REPLACED} stands in their place.`)}`);
    },
    onLaterTable: (line: number) =>
      log.add(
        'later-table',
        line,
        () =>
          `Another table begins on line ${line}, behind a blank line: its names stand under numbers of this one. It was not read; to read it, skip the first ${line - 1} lines.`
      )
  }) satisfies Partial<TokenizerEvents>;

function tellFooter(log: IssueLog, footer: Footer | null, line: number): void {
  for (const { offset, text } of footer?.lines ?? []) {
    const at = line + offset;
    log.reject({ line: at, code: 'footer', reason: footerReason(footer!), text });
    log.add(
      'footer-line',
      at,
      (count) => `${counted(count, 'line', 'lines')} below the table ${count === 1 ? 'was' : 'were'} taken for no row, and set aside.`
    );
  }
}

const footerReason = ({ isGiven, reason }: Footer): string =>
  isGiven ? 'It stands below the table, as you said.' : (reason ?? 'It stands at the end and does not hold what all rows above hold.');

/** Tells what of the file is not read: titles above the table, and other tables. */
export function tellPlace(log: IssueLog, { titles, tables, firstLine, to }: FoundDialect): void {
  for (const line of titles)
    log.add(
      'title-line',
      line,
      (count) => `${counted(count, 'record', 'records')} above the table ${count === 1 ? 'was' : 'were'} taken for titles and not read.`
    );
  if (tables.length < 2) return;
  const which = tables.indexOf(firstLine) + 1;
  const place = to === null ? `from line ${firstLine} on` : `lines ${firstLine} to ${to - 1}`;
  for (const line of tables)
    if (line !== firstLine)
      log.add(
        'other-table',
        line,
        () => `${tables.length} tables stand in the file, parted by blank lines. Table ${which} was read, ${place}; the others were not.`
      );
}
