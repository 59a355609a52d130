import type { CsvOptions } from '../../../core/csv-options.ts';
import { csvDelimiterWrong, csvEmpty } from '../../../core/errors.ts';
import type { TokenizerEvents } from '../../../kernels/csv/tokenizer.ts';
import type { StreamSettings } from './block-stream.ts';
import type { ByteSource } from './byte-source.ts';
import { findDialect, type FoundDialect } from './dialect.ts';
import { utf8Pieces, type Encoding } from './encoding.ts';
import { counted, type IssueLog } from './issue-log.ts';
import { MissingMarkers } from './missing-markers.ts';

/** A file whose beginning has been looked at. */
export interface OpenedCsv {
  readonly dialect: FoundDialect;
  readonly stream: StreamSettings;
  /** Line of the header, or -1 when there is none. */
  readonly headerLine: number;
}

const SAMPLE_BYTES = 262_144;

/** Small enough to stay in the processor's cache, and to let waiting messages (of the storage, for one) in every few milliseconds. */
const PIECE_BYTES = 262_144;

/**
 * Looks at the first 256 KiB: delimiter, header, width.
 * @throws LatheError `csv-empty`, `csv-delimiter-wrong`
 */
export async function openCsv(source: ByteSource, encoding: Encoding, options: CsvOptions, pieceBytes = PIECE_BYTES): Promise<OpenedCsv> {
  checkDelimiter(options.delimiter);
  const dialect = await sniff(source, encoding, options);
  return {
    dialect,
    headerLine: dialect.header ? dialect.firstLine : -1,
    stream: {
      encoding,
      dialect: { delimiter: dialect.delimiter.charCodeAt(0), width: dialect.width },
      hasHeader: dialect.header,
      pieceBytes
    }
  };
}

/** Counts what the tokenizer meets. */
export function tokenizerEvents(log: IssueLog, { headerLine, stream }: OpenedCsv): TokenizerEvents {
  const { width } = stream.dialect;
  return {
    onBlank: (line) => log.add('blank-line', line, (count) => `${counted(count, 'blank line was', 'blank lines were')} skipped.`),
    onComment: (line) => log.add('comment-line', line, (count) => `${counted(count, 'comment line was', 'comment lines were')} skipped.`),
    onStrayQuote: (line) =>
      log.add('stray-quote', line, (count) => `${counted(count, 'field has', 'fields have')} text behind the closing quote; it was kept.`),
    onUnclosedQuote: (line) =>
      log.add(
        'unclosed-quote',
        line,
        (count) => `${counted(count, 'quote is', 'quotes are')} never closed; each was taken as a plain character.`
      ),
    onRagged(line, fields, lost) {
      if (line === headerLine) return;
      if (fields < width)
        log.add(
          'short-row',
          line,
          (count) => `${counted(count, 'row has', 'rows have')} fewer than ${width} fields; the absent ones are missing.`
        );
      else if (lost)
        log.add(
          'long-row',
          line,
          (count) => `${counted(count, 'row has', 'rows have')} more than ${width} fields; the extra ones were left out.`
        );
      else
        log.add(
          'extra-delimiter',
          line,
          (count) => `${counted(count, 'row has', 'rows have')} empty fields beyond the ${width} of the header; nothing was lost.`
        );
    }
  };
}

/** A sample that ends before its third record is made larger: a header alone can fill it. */
async function sniff(source: ByteSource, encoding: Encoding, options: CsvOptions): Promise<FoundDialect> {
  const { delimiter, header } = options;
  const given = { ...(delimiter !== undefined && { delimiter }), ...(header !== undefined && { header }) };
  const markers = new MissingMarkers(options.missing);
  for (let bytes = SAMPLE_BYTES; ; bytes *= 4) {
    const { sample, isWhole } = await readSample(source, encoding, bytes);
    const dialect = findDialect(sample, isWhole, given, markers);
    if (dialect && (isWhole || dialect.sampleRows.length > 1)) return dialect;
    if (isWhole) throw csvEmpty();
  }
}

async function readSample(source: ByteSource, encoding: Encoding, bytes: number): Promise<{ sample: Uint8Array; isWhole: boolean }> {
  let sample = new Uint8Array(0);
  for await (const piece of utf8Pieces(source, encoding, () => bytes)) {
    if (sample.length >= bytes) return { sample, isWhole: false };
    const both = new Uint8Array(sample.length + piece.length);
    both.set(sample);
    both.set(piece, sample.length);
    sample = both;
  }
  return { sample, isWhole: true };
}

function checkDelimiter(delimiter: string | undefined): void {
  if (delimiter === undefined) return;
  if (delimiter.length !== 1 || delimiter.charCodeAt(0) > 127 || '"\r\n'.includes(delimiter)) throw csvDelimiterWrong(delimiter);
}
