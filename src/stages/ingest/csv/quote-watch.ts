import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { fieldText, type RowRange } from './builds/build.ts';
import type { MissingMarkers } from './missing-markers.ts';

const bytesOf = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
const within: ReadonlySet<number> = new Set(bytesOf('"\r\n\t,;|'));
const isNeeding = Uint8Array.from({ length: 256 }, (_, byte) => (within.has(byte) ? 1 : 0));
const [SPACE, HASH] = bytesOf(' #') as [number, number];

/** Whether quotes have to stand around a field; else they say only that the file quotes all its texts. */
function needsQuotes(bytes: Uint8Array, start: number, end: number): boolean {
  if (bytes[start] === SPACE || bytes[start] === HASH || bytes[end - 1] === SPACE) return true;
  for (let at = start; at < end; at++) if (isNeeding[bytes[at]!] === 1) return true;
  return false;
}

/**
 * Counts how the fields of one column are quoted. Programs that put quotes only where they are needed, and those that leave a missing value bare, mean
 * the empty text by two quotes, and a word by a marker in quotes.
 */
export class QuoteWatch {
  /** Fields in quotes that would be missing without. */
  private markers = 0;
  /** Other fields in quotes. */
  private others = 0;
  /** One of them needs no quotes. */
  private hasNeedless = false;

  see(block: FieldBlock, column: number, { from, to }: RowRange, markers: MissingMarkers): void {
    const { starts, ends, quoted, bytes, width } = block;
    for (let field = from * width + column; field < to * width; field += width) {
      if (quoted[field] !== 1) continue;
      if (markers.mayBe(bytes, starts[field]!, ends[field]!) && markers.has(fieldText(block, field))) this.markers++;
      else {
        this.others++;
        this.hasNeedless ||= !needsQuotes(bytes, starts[field]!, ends[field]!);
      }
    }
  }

  /**
   * How many texts in quotes are texts, though they look missing; 0 where quotes say nothing.
   * @param column what the column has where quotes are not looked at
   */
  meant({ missing, values }: { readonly missing: number; readonly values: number }): number {
    const leavesBare = missing > this.markers || (!this.hasNeedless && values > this.others);
    return leavesBare ? this.markers : 0;
  }
}
