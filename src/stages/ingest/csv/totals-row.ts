import type { WorkContext } from '../../../core/context.ts';
import { fieldText } from './builds/build.ts';
import type { ByteSource } from './byte-source.ts';
import { recordBlocks, type StreamSettings } from './block-stream.ts';
import { ColumnSums, totalsNameOf } from './column-sums.ts';
import { footerOf, rowsIn, type Footer } from './footer.ts';
import type { FoundDialect } from './dialect.ts';
import { lastLines } from './sniff/last-lines.ts';
import { silentEvents } from './sniff/sample-records.ts';

/** The last lines looked at. */
const TAIL_BYTES = 65_536;
/** Of a larger file a last row that calls itself a total is told and stays. */
const MOST_BYTES = 64 * 1024 * 1024;
const quiet: WorkContext = { signal: new AbortController().signal, breathe: () => Promise.resolve(), onProgress: () => undefined };

/**
 * A full last row that is the total of all above it, by its name and by its numbers: the file is added up once, where the name asks for it.
 * @returns it as a footer, with the reason; null where the last row is one
 */
export async function findTotalsRow(source: ByteSource, dialect: FoundDialect, stream: StreamSettings): Promise<Footer | null> {
  if (dialect.to !== null || dialect.width < 2 || source.size > MOST_BYTES) return null;
  const { lines } = await lastLines(source, stream.encoding, TAIL_BYTES);
  const line = lines.at(-1);
  const row = line && rowsIn(lines.slice(-1), false, dialect)?.at(-1);
  if (!row || row.length !== dialect.width || totalsNameOf(row) === null) return null;
  const sums = await sumsOf(source, { ...stream, end: line.begin });
  const reason = sums.reasonAgainst(row);
  return reason === null ? null : { ...footerOf([line], false), reason };
}

async function sumsOf(source: ByteSource, stream: StreamSettings): Promise<ColumnSums> {
  const sums = new ColumnSums();
  for await (const block of recordBlocks(source, stream, silentEvents, quiet)) {
    const { rows, width } = block;
    for (let row = 0; row < rows; row++) sums.add(Array.from({ length: width }, (_, j) => fieldText(block, row * width + j)));
  }
  return sums;
}
