import type { FieldBlock } from '../../../kernels/csv/field-block.ts';
import { fieldText, type RowRange } from './builds/build.ts';
import type { MissingMarkers } from './missing-markers.ts';

/** What quotes have to stand around; else they say only that the file quotes all its texts. */
const NEEDS_QUOTES = /["\r\n\t,;|]|^[\s#\ufeff]|\s$/;

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
        this.hasNeedless ||= !NEEDS_QUOTES.test(fieldText(block, field));
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
