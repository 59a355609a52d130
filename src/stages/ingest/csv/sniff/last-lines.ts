import { readRange, type ByteSource } from '../byte-source.ts';
import type { Encoding } from '../encoding.ts';
import { openDecoder } from '../open-decoder.ts';

/** A line that is not blank, at the end of a file. */
export interface LastLine {
  /** Its first byte in the source. */
  readonly begin: number;
  readonly text: string;
  /** Lines between it and the first one looked at. */
  readonly offset: number;
}

const LF = 10;
const CR = 13;

/**
 * The lines that lie whole within the last `bytes` of a source. In every encoding that is read, line ends are bytes, or pairs of them, of their own.
 * @returns isEnded: a line end stands behind the last one
 */
export async function lastLines(source: ByteSource, encoding: Encoding, bytes: number): Promise<{ lines: LastLine[]; isEnded: boolean }> {
  const unit = encoding.label.startsWith('utf-16') ? 2 : 1;
  const rest = Math.ceil(Math.min(source.size - encoding.skip, bytes) / unit) * unit;
  const from = Math.max(encoding.skip, source.size - rest);
  const tail = await readRange(source, from, source.size);
  const at = (index: number) =>
    unit === 1
      ? tail[index]
      : encoding.label === 'utf-16le'
        ? tail[index]! | (tail[index + 1]! << 8)
        : (tail[index]! << 8) | tail[index + 1]!;
  const begins = from === encoding.skip ? [0] : [];
  for (let index = 0; index < tail.length; index += unit) {
    const isEnd = at(index) === LF || (at(index) === CR && at(index + unit) !== LF);
    if (isEnd) begins.push(index + unit);
  }
  const decoder = openDecoder(encoding.label, false);
  const lines = begins.map((begin, i) => {
    const end = begins[i + 1] ?? tail.length;
    return { begin: from + begin, offset: i, text: decoder.decode(tail.subarray(begin, end), false).replace(/[\r\n]+$/, '') };
  });
  return { lines: lines.filter(({ text }) => text.trim() !== ''), isEnded: begins.at(-1) === tail.length };
}
