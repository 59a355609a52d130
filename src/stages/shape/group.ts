import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { Pacer } from '../../core/pacer.ts';
import type { ColumnType } from '../../core/schema.ts';
import type { AggregateSpec, ShapeStep } from '../../core/shape-step.ts';
import type { Column } from '../../core/table.ts';
import { aggregateNumbers, countValues, firstRows, isNumeric, type Groups } from './aggregate.ts';
import { computedSource, frameColumn, keyColumn, pickFrame, readFrameColumn, type Frame, type FrameColumn } from './frame.ts';
import { KeyCoder } from './key-coder.ts';
import { originOf } from './origin.ts';
import { countCodes } from './sample.ts';
import { quoted } from '../../core/words.ts';

type Group = Extract<ShapeStep, { kind: 'group' }>;

/**
 * One row for each group of equal keys, in the order in which the groups first come up; missing is a group of its own, as in SQL. Aggregates leave
 * missing values out; of no value at all they are missing, and counts are 0. With `keepRows` all rows stay, and each gets what its group adds up to.
 * @throws LatheError `column-not-found`, `shape-step-invalid`
 */
export async function groupFrame(frame: Frame, step: Group, pace: Pacer): Promise<Frame> {
  const keys = step.by.map((name) => keyColumn(frame, name, 'group'));
  const names = freshNames(frame, step);
  const codes = await new KeyCoder('own').encode(await readAll(keys), frame.rows, pace);
  const groups = groupsOf(codes);
  const made: FrameColumn[] = [];
  for (const [i, spec] of step.aggregates.entries()) {
    made.push({ ...(await aggregated(frame, spec, groups, pace)), name: names[i]!, role: 'feature', origin: originFor(frame, spec, keys) });
  }
  if (step.keepRows) return { rows: frame.rows, columns: [...frame.columns, ...pickFrame(made, codes)] };
  const firsts = groups.order.length === 0 ? new Int32Array(0) : firstOfEach(groups);
  return { rows: groups.count, columns: [...pickFrame(keys, firsts), ...made] };
}

async function readAll(columns: readonly FrameColumn[]): Promise<Column[]> {
  const read: Column[] = [];
  for (const column of columns) read.push(await readFrameColumn(column));
  return read;
}

/** "mean_price", "rows". */
export const aggregateName = ({ how, column, as }: AggregateSpec): string => as ?? (column === undefined ? 'rows' : `${how}_${column}`);

function freshNames(frame: Frame, step: Group): string[] {
  const taken = new Set(step.keepRows ? frame.columns.map(({ name }) => name) : step.by);
  return step.aggregates.map((spec) => {
    const name = aggregateName(spec);
    if (taken.has(name))
      throw shapeStepInvalid('group', `two columns would be called ${quoted(name)}`, 'Give the aggregate a name of its own with "as".');
    taken.add(name);
    return name;
  });
}

/** Rows by group, in their old order within each (counting sort). */
function groupsOf(codes: Int32Array): Groups {
  const sizes = countCodes(codes);
  const starts = new Int32Array(sizes.length + 1);
  sizes.forEach((size, group) => (starts[group + 1] = starts[group]! + size));
  const order = new Int32Array(codes.length);
  const next = starts.slice(0, sizes.length);
  for (let row = 0; row < codes.length; row++) order[next[codes[row]!]!++] = row;
  return { count: sizes.length, starts, order };
}

const firstOfEach = ({ count, starts, order }: Groups): Int32Array =>
  Int32Array.from({ length: count }, (_, group) => order[starts[group]!]!);

function originFor(frame: Frame, { column }: AggregateSpec, keys: readonly FrameColumn[]) {
  return originOf(column === undefined ? keys : [frameColumn(frame, column), ...keys], true);
}

type Made = Pick<FrameColumn, 'type' | 'source' | 'of' | 'rows' | 'labels' | 'zone' | 'unit'>;

async function aggregated(frame: Frame, { how, column: name }: AggregateSpec, groups: Groups, pace: Pacer): Promise<Made> {
  if (name === undefined) {
    const sizes = Float64Array.from({ length: groups.count }, (_, group) => groups.starts[group + 1]! - groups.starts[group]!);
    return computed({ kind: 'number', name: 'rows', values: sizes }, 'integer');
  }
  const from = how === 'first' || how === 'last' ? frameColumn(frame, name) : keyColumn(frame, name, 'group');
  const column = await readFrameColumn(from);
  await pace(frame.rows * 4);
  if (how === 'first' || how === 'last') return { ...pickFrame([from], firstRows(column, groups, how))[0]! };
  if (how === 'count' || how === 'distinct')
    return computed({ kind: 'number', name, values: await countValues(column, groups, how, pace) }, 'integer');
  if (!isNumeric(column) || (how === 'sum' && column.kind === 'time'))
    throw shapeStepInvalid(
      'group',
      `the ${how} of ${quoted(name)} is asked for, which is of the type ${from.type}`,
      'Of other columns than numbers and times there are count, distinct, first and last.'
    );
  const values = await aggregateNumbers(column.values, groups, how, pace);
  const keepsType = how === 'min' || how === 'max' || how === 'sum' || column.kind === 'time';
  return { ...computed({ ...column, name, values }, keepsType ? from.type : 'number'), ...measuredAs(from) };
}

/** What is made of times and amounts of one kind is one again. */
const measuredAs = ({ zone, unit }: FrameColumn): Pick<FrameColumn, 'zone' | 'unit'> => ({
  ...(zone === undefined ? {} : { zone }),
  ...(unit === undefined ? {} : { unit })
});

const computed = (column: Column, type: ColumnType): Made => ({ type, source: computedSource([column]), of: column.name, rows: null });
