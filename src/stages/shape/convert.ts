import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import { compileExpression } from '../../core/expression/compile.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { ShapeStep } from '../../core/shape-step.ts';
import type { NumberColumn } from '../../core/table.ts';
import { conversionOf, unitOf, unitsBeside, type Conversion } from '../../core/units.ts';
import { quoted } from '../../core/words.ts';
import { renameColumn } from './columns.ts';
import { evaluateFrame } from './filter.ts';
import { computedSource, expressionColumns, keyColumn, readFrameColumn, type Frame, type FrameColumn } from './frame.ts';

type Convert = Extract<ShapeStep, { kind: 'convert' }>;

/**
 * Writes the numbers of a column in another unit of the same kind: all of them, or those of the rows for which a condition is true, which were in another
 * unit than the rest: those are brought to the unit the column is in, for the rest is left as it stands. The column is in that unit from then on.
 * @throws LatheError `column-not-found`, `shape-step-invalid`, `expression-invalid`
 */
export async function convertUnits(frame: Frame, step: Convert, pace: Pacer): Promise<Frame> {
  const before = keyColumn(frame, step.column, 'convert');
  const conversion = conversionFor(before, step);
  const column = (await readFrameColumn(before)) as NumberColumn;
  const isMeant = step.where === undefined ? () => true : await meantRows(frame, step.where, pace);
  const values = column.values.map((value, row) => (isMeant(row) ? value * conversion.factor + conversion.offset : value));
  await pace(frame.rows * 4);
  const isWhole = before.type === 'integer' && values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const fresh: FrameColumn = {
    ...before,
    type: isWhole ? 'integer' : 'number',
    unit: unitOf(step.to)!.symbol,
    source: computedSource([{ ...column, values }]),
    of: column.name,
    rows: null
  };
  const converted = { rows: frame.rows, columns: frame.columns.map((old) => (old === before ? fresh : old)) };
  return step.as === undefined ? converted : renameColumn(converted, step.column, step.as);
}

function conversionFor({ name, type, unit }: FrameColumn, { from = unit, to, where }: Convert): Conversion {
  const refuse = (why: string, hint: string) => shapeStepInvalid('convert', why, hint);
  if (type !== 'number' && type !== 'integer') throw refuse(`${quoted(name)} holds no numbers`, 'Choose a column of numbers.');
  if (where !== undefined && unit !== undefined && symbolOf(unit) !== symbolOf(to))
    throw refuse(
      `${quoted(name)} is in ${unit}, and the rows left out by the condition would stay so under the name of ${quoted(to)}`,
      `Bring the rows that are in another unit to ${unit}, naming theirs as "from"; or leave the condition out, and all rows are converted.`
    );
  if (from === undefined)
    throw refuse(`nothing says what ${quoted(name)} is counted in`, 'Name the unit as "from", or give the column one on Data.');
  if (unitOf(from) === null) throw refuse(`${quoted(from)} is no unit that is known`, 'Use a derived column and a factor of your own.');
  const conversion = conversionOf(from, to);
  if (conversion) return conversion;
  const others = unitsBeside(from).map(({ symbol }) => symbol);
  throw refuse(
    `${quoted(from)} can’t be written as ${quoted(to)}`,
    others.length === 0 ? 'Money is not converted: a rate holds for a day.' : `It can be written in ${others.join(', ')}.`
  );
}

const symbolOf = (unit: string): string => unitOf(unit)?.symbol ?? unit;

async function meantRows(frame: Frame, where: string, pace: Pacer): Promise<(row: number) => boolean> {
  const isTrue = new Uint8Array(frame.rows);
  await evaluateFrame(frame, compileExpression(where, expressionColumns(frame), 'boolean'), pace, (answers, start) => {
    if (answers.kind === 'boolean') answers.values.forEach((value, row) => (isTrue[start + row] = value === 1 ? 1 : 0));
  });
  return (row) => isTrue[row] === 1;
}
