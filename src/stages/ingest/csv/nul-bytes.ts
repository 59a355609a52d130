import { counted } from '../../../core/words.ts';
import { bytesUsed, type FieldBlock } from '../../../kernels/csv/field-block.ts';
import type { IssueLog } from './issue-log.ts';

/** NUL bytes stay in the texts; a file full of them is rarely what was meant. Those in comments, names and rows that were left out are in no value. */
export function countNulBytes(block: FieldBlock, log: IssueLog): void {
  const end = bytesUsed(block);
  if (block.kernel?.run.hasNul(end) === 0) return;
  for (let at = block.bytes.indexOf(0); at >= 0 && at < end; at = block.bytes.indexOf(0, at + 1)) {
    const row = rowAt(block, at);
    if (isInField(block, row, at))
      log.add(
        'nul-byte',
        block.lines[row]!,
        (count) => `${counted(count, 'NUL character was', 'NUL characters were')} kept in the values.`
      );
  }
}

/** The last row that begins no later. */
function rowAt({ rows, width, starts }: FieldBlock, position: number): number {
  let low = 0;
  let high = rows - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle * width]! <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

function isInField({ width, starts, ends }: FieldBlock, row: number, position: number): boolean {
  for (let field = row * width; field < (row + 1) * width; field++) if (starts[field]! <= position && position < ends[field]!) return true;
  return false;
}
