import type { CsvOptions } from '../../../core/csv-options.ts';
import { csvEmpty } from '../../../core/errors/csv.ts';
import { fileTooWide } from '../../../core/errors/files.ts';
import { MOST_COLUMNS } from '../columns/most-columns.ts';
import { checkCsvOptions } from './check-options.ts';
import { dialectOf, foldOf } from './sniff/sample-records.ts';
import type { StreamSettings } from './block-stream.ts';
import { withoutEndMark, type ByteSource } from './byte-source.ts';
import { findFooter, footerChoice, type Footer } from './footer.ts';
import { findDialect, type FoundDialect } from './dialect.ts';
import { utf8Pieces, type Encoding } from './encoding.ts';
import { MissingMarkers } from './missing-markers.ts';
import { findTotalsRow } from './totals-row.ts';

/** A file whose beginning has been looked at. */
export interface OpenedCsv {
  readonly dialect: FoundDialect;
  readonly stream: StreamSettings;
  /** Line of the header, or -1 when there is none. */
  readonly headerLine: number;
  /** What stands below the table; null = nothing. */
  readonly footer: Footer | null;
}

const SAMPLE_BYTES = 262_144;

/** Small enough to stay in the processor's cache, and to let waiting messages (of the storage, for one) in every few milliseconds; large enough to be worth a message to other threads. */
const PIECE_BYTES = 524_288;

/** Every way of parting the sample is tried on all of its bytes, so that lines which say nothing new are left out. */
const FIRST_LINES = 1100;
/** Records that say enough of how the rest is written. */
const ENOUGH_RECORDS = 500;
const LINE_FEED = 10;

/**
 * Looks at the first 256 KiB: delimiter, header, width.
 * @throws LatheError `csv-empty`, `csv-delimiter-wrong`, `file-too-wide`
 */
export async function openCsv(
  source: ByteSource,
  encoding: Encoding,
  options: CsvOptions,
  { pieceBytes = PIECE_BYTES, useKernel = true }: { pieceBytes?: number | undefined; useKernel?: boolean | undefined } = {}
): Promise<OpenedCsv> {
  checkCsvOptions(options);
  const text = await withoutEndMark(source);
  const found = await sniff(text, encoding, options);
  if (found.width > MOST_COLUMNS) throw fileTooWide(MOST_COLUMNS);
  const stream = streamOf(found, encoding, options, { pieceBytes, useKernel });
  const isAsked = options.footerLines === undefined;
  const footer = (await findFooter(text, encoding, found, options)) ?? (isAsked ? await findTotalsRow(text, found, stream) : null);
  const end = footer?.begin ?? (text === source ? undefined : text.size);
  const dialect = { ...found, choices: [...found.choices, ...footerChoice(footer, options.footerLines)] };
  return {
    dialect,
    footer,
    headerLine: dialect.header ? dialect.firstLine : -1,
    stream: { ...stream, ...(end !== undefined && { end }) }
  };
}

const streamOf = (
  dialect: FoundDialect,
  encoding: Encoding,
  { badRows }: CsvOptions,
  reading: Pick<StreamSettings, 'pieceBytes' | 'useKernel'>
): StreamSettings => ({
  encoding,
  lines: { from: dialect.from, to: dialect.to },
  fold: foldOf(dialect.marks),
  dialect: {
    ...dialectOf(dialect.marks),
    width: dialect.width,
    firstLine: dialect.from,
    ...(badRows === 'set-aside' && { strictFrom: dialect.header ? dialect.firstLine + 1 : 1 })
  },
  typed: dialect.to === null ? dialect.typed : [],
  header: dialect.header ? dialect.written : null,
  secondHeader: dialect.secondHeader?.line ?? null,
  ...reading
});

/** A sample that ends before its third record is made larger: a header alone can fill it. */
async function sniff(source: ByteSource, encoding: Encoding, options: CsvOptions): Promise<FoundDialect> {
  const markers = new MissingMarkers(options.missing);
  for (let bytes = SAMPLE_BYTES; ; bytes *= 4) {
    const { sample, isWhole } = await readSample(source, encoding, bytes);
    const head = isWhole ? sample : firstLines(sample);
    const begun = findDialect(head, isWhole, options, markers);
    const isEnough = head.length === sample.length || (begun?.sampleRows.length ?? 0) >= ENOUGH_RECORDS;
    const dialect = isEnough ? begun : findDialect(sample, isWhole, options, markers);
    if (dialect && (isWhole || dialect.sampleRows.length > 1)) return dialect;
    if (isWhole) throw csvEmpty();
  }
}

/** The same bytes where there are no more lines. */
function firstLines(sample: Uint8Array): Uint8Array {
  let end = 0;
  for (let line = 0; line < FIRST_LINES; line++) {
    end = sample.indexOf(LINE_FEED, end) + 1;
    if (end === 0) return sample;
  }
  return sample.subarray(0, end);
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
