import { quoted } from '../../../core/words.ts';
import { totalsName } from './footer-words.ts';
import { readNumber, type DecimalMark } from './number-formats.ts';

/** A sum of fewer rows than this may be chance. */
const LEAST_ROWS = 3;
const FIRST_CELLS = 3;

/** The text by which a row calls itself the sum of those above, in its first cell that is not empty; null where it has none. */
export function totalsNameOf(cells: readonly (string | undefined)[]): string | null {
  const name = cells.slice(0, Math.min(FIRST_CELLS, cells.length - 1)).find((cell) => cell !== undefined && cell.trim() !== '');
  return name !== undefined && totalsName.test(name.trim()) ? name : null;
}

/** The numbers of every column added up by either decimal mark, to hold a last row against that calls itself their total. */
export class ColumnSums {
  private rows = 0;
  private readonly sums: Readonly<Record<DecimalMark, number[]>> = { '.': [], ',': [] };
  private readonly counts: Readonly<Record<DecimalMark, number[]>> = { '.': [], ',': [] };

  add(cells: readonly (string | undefined)[]): void {
    this.rows++;
    for (const [j, text] of cells.entries()) if (text !== undefined && /\d/.test(text)) this.addOne(j, text);
  }

  private addOne(column: number, text: string): void {
    for (const mark of ['.', ','] as const) {
      const value = readNumber(text, mark)?.value ?? NaN;
      if (!Number.isFinite(value)) continue;
      this.sums[mark][column] = (this.sums[mark][column] ?? 0) + value;
      this.counts[mark][column] = (this.counts[mark][column] ?? 0) + 1;
    }
  }

  /**
   * Why a row is no row but the total of those above: it is called so, and a number in it is, to its last figure, the sum of its column. A mean or a
   * price beside it may be anything, so one such sum is enough; a sum of nothing but zeros says nothing.
   * @returns null where that can't be said
   */
  reasonAgainst(cells: readonly (string | undefined)[]): string | null {
    const name = totalsNameOf(cells);
    if (name === null || this.rows < LEAST_ROWS) return null;
    const sum = cells.find((text, j) => text !== undefined && /\d/.test(text) && this.isSum(j, text));
    return sum === undefined ? null : `It is called ${quoted(name)}, and ${sum.trim()} is the sum of the ${this.rows} rows above.`;
  }

  private isSum(column: number, text: string): boolean {
    return (['.', ','] as const).some((mark) => {
      const total = readNumber(text, mark)?.value ?? NaN;
      const sum = this.sums[mark][column] ?? NaN;
      const isOfMany = (this.counts[mark][column] ?? 0) >= LEAST_ROWS;
      return isOfMany && total !== 0 && Math.abs(sum - total) <= lastFigure(text, mark) / 2 + 1e-9 * Math.abs(total);
    });
  }
}

/** What the last figure of a number stands for: 0.01 of `12,50`. */
function lastFigure(text: string, mark: DecimalMark): number {
  const at = text.lastIndexOf(mark);
  const decimals = at < 0 ? 0 : /^\d*/.exec(text.slice(at + 1))![0].length;
  return decimals === 0 ? 0 : 10 ** -decimals;
}
