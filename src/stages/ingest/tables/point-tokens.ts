import type { FieldBlock } from '../../../kernels/csv/field-block.ts';

const MINUS = 45;
const POINT = 46;
const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 48 && byte <= 57;

/**
 * Whether a field is a number that the file has as a number, not as a text, and that is written with a point: `1.125` of JSON, a numeric cell of a
 * workbook. Its point is the decimal mark, whatever the texts of the file do. Whole numbers are the same by any mark.
 */
function isPointToken({ bytes, starts, ends, quoted }: FieldBlock, field: number): boolean {
  if (quoted[field] === 1) return false;
  const end = ends[field]!;
  let at = starts[field]!;
  if (at < end && bytes[at] === MINUS) at++;
  const first = at;
  while (at < end && isDigit(bytes[at])) at++;
  return at > first && at + 1 < end && bytes[at] === POINT && isDigit(bytes[at + 1]);
}

/** Whether one of the fields of a column is such a number. */
export function hasPointToken(block: FieldBlock, column: number): boolean {
  for (let row = 0, field = column; row < block.rows; row++, field += block.width) if (isPointToken(block, field)) return true;
  return false;
}
