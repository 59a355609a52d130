import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import { frameColumn, type Frame, type FrameColumn } from './frame.ts';
import { quoted } from '../../core/words.ts';

/** Only these columns, in their old order. @throws LatheError `column-not-found` */
export function keepColumns(frame: Frame, names: readonly string[]): Frame {
  const kept = new Set(names.map((name) => frameColumn(frame, name)));
  return { ...frame, columns: frame.columns.filter((column) => kept.has(column)) };
}

/** @throws LatheError `column-not-found`, `shape-step-invalid` when none is left */
export function dropColumns(frame: Frame, names: readonly string[]): Frame {
  const gone = new Set(names.map((name) => frameColumn(frame, name)));
  if (gone.size === frame.columns.length) throw shapeStepInvalid('drop', 'no column would be left', 'Keep one at least.');
  return { ...frame, columns: frame.columns.filter((column) => !gone.has(column)) };
}

/** Where a column came from follows its new name. @throws LatheError `column-not-found`, `shape-step-invalid` when the name is taken */
export function renameColumn(frame: Frame, from: string, to: string): Frame {
  const renamed = frameColumn(frame, from);
  if (from === to) return frame;
  if (frame.columns.some(({ name }) => name === to))
    throw shapeStepInvalid('rename', `there is a column ${quoted(to)} already`, 'Choose another name, or drop that column first.');
  const follow = (column: FrameColumn): FrameColumn =>
    column.origin?.columns.includes(from)
      ? { ...column, origin: { ...column.origin, columns: column.origin.columns.map((name) => (name === from ? to : name)) } }
      : column;
  return { ...frame, columns: frame.columns.map((column) => (column === renamed ? { ...follow(column), name: to } : follow(column))) };
}

/** These first, the others behind them in their order. @throws LatheError `column-not-found` */
export function reorderColumns(frame: Frame, names: readonly string[]): Frame {
  const first = new Set(names.map((name) => frameColumn(frame, name)));
  return { ...frame, columns: [...first, ...frame.columns.filter((column) => !first.has(column))] };
}
