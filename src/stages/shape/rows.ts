import { shapeStepInvalid } from '../../core/errors/shaping.ts';
import type { RowStep } from '../../core/row-step.ts';
import type { CategoryColumn, Column, NumberColumn } from '../../core/table.ts';
import { counted, quoted } from '../../core/words.ts';
import { computedSource, pickFrame, readFrameColumn, withValues, type Frame, type FrameColumn } from './frame.ts';
import { KeyCoder } from './key-coder.ts';
import type { Pacer } from '../../core/pacer.ts';

type StepOf<K extends RowStep['kind']> = Extract<RowStep, { readonly kind: K }>;

/** The column that `group-rows` makes unless told otherwise. */
export const GROUP_COLUMN = 'kept_together';

/** @throws LatheError `shape-step-invalid` for rows that are not there, or when none would be left */
export async function runRowStep(frame: Frame, step: RowStep, pace: Pacer): Promise<Frame> {
  switch (step.kind) {
    case 'keep-rows':
    case 'drop-rows':
      return pickOf(frame, step);
    case 'group-rows':
      return groupRows(frame, step, pace);
    case 'label-rows':
      return labelRows(frame, step);
  }
}

type PickStep = Extract<RowStep, { readonly rows: readonly number[] }>;

function pickOf(frame: Frame, { kind, rows }: PickStep): Frame {
  checkRows(kind, rows, frame.rows);
  const chosen = new Set(rows);
  const isKept = (row: number) => chosen.has(row) === (kind === 'keep-rows');
  const count = kind === 'keep-rows' ? chosen.size : frame.rows - chosen.size;
  if (count === 0) throw shapeStepInvalid(kind, 'no row would be left', 'Keep one at least.');
  if (count === frame.rows) return frame;
  const kept = new Int32Array(count);
  for (let row = 0, at = 0; row < frame.rows; row++) if (isKept(row)) kept[at++] = row;
  return { rows: count, columns: pickFrame(frame.columns, kept) };
}

/**
 * A column of whole numbers with the role group: rows that belong together share one. What the column with that role says by now still holds; it
 * loses the role, and no model sees it.
 */
async function groupRows(frame: Frame, { groups, column = GROUP_COLUMN }: StepOf<'group-rows'>, pace: Pacer): Promise<Frame> {
  for (const rows of groups) checkRows('group-rows', rows, frame.rows);
  const before = frame.columns.find(({ role }) => role === 'group');
  if (before?.name !== column && frame.columns.some(({ name }) => name === column))
    throw shapeStepInvalid('group-rows', `there is a column ${quoted(column)} already`, 'Choose another name.');
  const first = Int32Array.from({ length: frame.rows }, (_, row) => row);
  if (before) await joinOld(first, before, frame.rows, pace);
  for (const rows of groups) for (const row of rows) join(first, rows[0]!, row);
  const values = Float64Array.from(first, (_, row) => rootOf(first, row) + 1);
  const made: NumberColumn = { kind: 'number', name: column, values };
  const fresh: FrameColumn = { name: column, type: 'integer', role: 'group', source: computedSource([made]), of: column, rows: null };
  const others = frame.columns
    .filter(({ name }) => name !== column)
    .map((old) => (old === before ? { ...old, role: 'ignore' as const } : old));
  return { rows: frame.rows, columns: [...others, fresh] };
}

async function joinOld(first: Int32Array, before: FrameColumn, rows: number, pace: Pacer): Promise<void> {
  const codes = await new KeyCoder('none').encode([await readFrameColumn(before)], rows, pace);
  const firstOf = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const code = codes[row]!;
    if (code < 0) continue;
    const known = firstOf.get(code);
    if (known === undefined) firstOf.set(code, row);
    else join(first, known, row);
  }
}

/** The smallest row of a group stands for it. */
function rootOf(first: Int32Array, row: number): number {
  let root = row;
  while (first[root] !== root) root = first[root]!;
  for (let at = row; first[at] !== root;) [at, first[at]] = [first[at]!, root];
  return root;
}

function join(first: Int32Array, a: number, b: number): void {
  const [one, other] = [rootOf(first, a), rootOf(first, b)];
  first[Math.max(one, other)] = Math.min(one, other);
}

/** New values stand behind the known ones, so that pieces without a change stay as they are. */
async function labelRows(frame: Frame, { column, labels }: StepOf<'label-rows'>): Promise<Frame> {
  const old = frame.columns.find(({ name }) => name === column);
  if (old && old.type !== 'category' && old.type !== 'boolean')
    throw shapeStepInvalid('label-rows', `${quoted(column)} is no category`, 'Make it one first, or choose another column.');
  const before = old ? ((await readFrameColumn(old)) as CategoryColumn) : null;
  const known = [...new Set([...(before?.labels ?? []), ...labels.map(({ label }) => label)])];
  const codes = before ? before.codes.slice() : new Int32Array(frame.rows).fill(-1);
  for (const { label, rows } of labels) {
    checkRows('label-rows', rows, frame.rows);
    for (const row of rows) codes[row] = known.indexOf(label);
  }
  const made: Column = { kind: 'category', name: column, codes, labels: known };
  if (old) return withValues(frame, column, made, known.length > 2 ? 'category' : old.type);
  const role = frame.columns.some((other) => other.role === 'target') ? 'feature' : 'target';
  const fresh: FrameColumn = {
    name: column,
    type: 'category',
    role,
    labels: known,
    source: computedSource([made]),
    of: column,
    rows: null
  };
  return { rows: frame.rows, columns: [...frame.columns, fresh] };
}

function checkRows(step: string, rows: readonly number[], most: number): void {
  const wrong = rows.find((row) => !(row >= 0 && row < most));
  if (wrong !== undefined)
    throw shapeStepInvalid(step, `there is no row ${wrong} among ${counted(most, 'row')}`, 'Rows are counted from 0.');
}

/** @param stay rows before and after, in words */
export function describeRowStep(step: RowStep, stay: string): string {
  switch (step.kind) {
    case 'keep-rows':
      return `Kept the chosen rows: ${stay}.`;
    case 'drop-rows':
      return step.why === undefined
        ? `Took out ${counted(new Set(step.rows).size, 'chosen row')}: ${stay} stay.`
        : `Set ${counted(new Set(step.rows).size, 'row')} aside: ${step.why}.`;
    case 'group-rows':
      return `Rows that belong together are never parted: ${counted(step.groups.length, 'group')} of ${counted(step.groups.flat().length, 'row')}.`;
    case 'label-rows': {
      const rows = step.labels.reduce((sum, entry) => sum + entry.rows.length, 0);
      return `Gave ${counted(rows, 'row')} a value of ${quoted(step.column)}, ${counted(step.labels.length, 'different one')}.`;
    }
  }
}
