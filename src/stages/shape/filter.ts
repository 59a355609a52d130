import { compileExpression, type Expression } from '../../core/expression/compile.ts';
import { evaluateRows } from '../../core/expression/evaluate.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { Column } from '../../core/table.ts';
import type { Vector } from '../../core/expression/vectors.ts';
import { expressionColumns, frameColumn, pickFrame, readFrameColumn, type Frame } from './frame.ts';

/** The rows for which the condition is true; where it is missing the row goes. @throws LatheError `expression-invalid` */
export async function filterFrame(frame: Frame, where: string, pace: Pacer): Promise<Frame> {
  const condition = compileExpression(where, expressionColumns(frame), 'boolean');
  const kept = new Int32Array(frame.rows);
  let count = 0;
  await evaluateFrame(frame, condition, pace, (found, start) => {
    if (found.kind !== 'boolean') throw new TypeError('A condition was checked for.');
    for (let row = 0; row < found.values.length; row++) if (found.values[row] === 1) kept[count++] = start + row;
  });
  if (count === frame.rows) return frame;
  return { rows: count, columns: pickFrame(frame.columns, kept.slice(0, count)) };
}

/** Works an expression out over a frame; only the columns it names are read. */
export async function evaluateFrame(
  frame: Frame,
  expression: Expression,
  pace: Pacer,
  take: (answers: Vector, start: number) => void
): Promise<void> {
  const columns = new Map<string, { column: Column; isBoolean: boolean }>();
  for (const name of expression.columns) {
    const column = frameColumn(frame, name);
    columns.set(name, { column: await readFrameColumn(column), isBoolean: column.type === 'boolean' });
  }
  await evaluateRows(expression, frame.rows, columns, take, pace);
}
