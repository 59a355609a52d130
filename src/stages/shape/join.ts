import { joinKeysDiffer, shapeStepInvalid, tableTooLarge } from '../../core/errors/shaping.ts';
import { valueTypeOf } from '../../core/expression/syntax.ts';
import type { Pacer } from '../../core/pacer.ts';
import { marksOf, type Role } from '../../core/schema.ts';
import type { JoinHow, JoinKey, ShapeStep } from '../../core/shape-step.ts';
import { textAt, type Column } from '../../core/table.ts';
import { computedSource, keyColumn, pickFrame, readFrameColumn, textOrCategory, type Frame, type FrameColumn } from './frame.ts';
import { reportJoin, rowsAfter, type JoinReport, type KeySide } from './join-report.ts';
import { KeyCoder } from './key-coder.ts';
import { countCodes } from './sample.ts';
import { quoted } from '../../core/words.ts';

type Join = Extract<ShapeStep, { kind: 'join' }>;

/** More rows than this are an accident, not a table. */
const MOST_ROWS = 20_000_000;

/** The table that is joined to the first one. */
export interface OtherTable {
  readonly name: string;
  readonly frame: Frame;
}

/**
 * Joins two tables by equal keys; missing keys match nothing, as in SQL. Rows come in the order of the left table, then of the right one. The right
 * table's keys are not repeated; its other columns get its name behind theirs where that is taken.
 * @throws LatheError `column-not-found`, `join-keys-differ`, `table-too-large`, `shape-step-invalid`
 */
export async function joinFrames(left: Frame, right: OtherTable, step: Join, pace: Pacer): Promise<{ frame: Frame; report: JoinReport }> {
  const keys = keyPairs(left, right.frame, step.on);
  const coder = new KeyCoder('none');
  const sides = {
    left: await keySide(keys.left, left.rows, coder, pace),
    right: await keySide(keys.right, right.frame.rows, coder, pace)
  };
  const report = reportJoin(sides.left, sides.right);
  const rows = rowsAfter(report, step.how);
  if (rows > MOST_ROWS) throw tableTooLarge('This join', rows, MOST_ROWS);
  const picks = await matchRows(sides, step.how, rows, pace);
  if (step.how === 'anti') return { frame: { rows, columns: pickFrame(left.columns, picks.left) }, report };
  const joined = await joinColumns(left, right, keys, picks, step.how === 'full');
  refuseMissingImages(joined, picks);
  return { frame: { rows, columns: joined }, report };
}

interface Keys {
  readonly left: readonly FrameColumn[];
  readonly right: readonly FrameColumn[];
}

function keyPairs(left: Frame, right: Frame, on: readonly JoinKey[]): Keys {
  const pairs = on.map((key) => ({
    left: keyColumn(left, key.left, 'join'),
    right: keyColumn(right, key.right ?? key.left, 'join')
  }));
  for (const pair of pairs) {
    if (valueTypeOf(pair.left.type) !== valueTypeOf(pair.right.type))
      throw joinKeysDiffer(pair.left.name, pair.left.type, pair.right.name, pair.right.type);
    if ((pair.left.zone === undefined) !== (pair.right.zone === undefined))
      throw joinKeysDiffer(pair.left.name, timeKind(pair.left), pair.right.name, timeKind(pair.right));
  }
  return { left: pairs.map((pair) => pair.left), right: pairs.map((pair) => pair.right) };
}

const timeKind = ({ zone }: FrameColumn): string => (zone === undefined ? 'clock time of no zone' : `time in ${zone}`);

async function keySide(keys: readonly FrameColumn[], rows: number, coder: KeyCoder, pace: Pacer): Promise<KeySide> {
  const columns: Column[] = [];
  for (const key of keys) columns.push(await readFrameColumn(key));
  return { codes: await coder.encode(columns, rows, pace), columns };
}

interface Picks {
  readonly left: Int32Array;
  readonly right: Int32Array;
}

/** Rows of both tables side by side; -1 where one has none. */
async function matchRows(sides: { left: KeySide; right: KeySide }, how: JoinHow, rows: number, pace: Pacer): Promise<Picks> {
  const { starts, order } = rowsByCode(sides.right.codes);
  const picks = { left: new Int32Array(rows).fill(-1), right: new Int32Array(rows).fill(-1) };
  const isUsed = new Uint8Array(starts.length);
  let at = 0;
  for (let row = 0; row < sides.left.codes.length; row++) {
    if (row % 65_536 === 65_535) await pace(65_536 * 10);
    const code = sides.left.codes[row]!;
    const [from, to] = code < 0 || code + 1 >= starts.length ? [0, 0] : [starts[code]!, starts[code + 1]!];
    if (to > from) isUsed[code] = 1;
    if (how === 'anti' || to === from) {
      if (to === from && how !== 'inner') picks.left[at++] = row;
    } else
      for (let i = from; i < to; i++) {
        picks.left[at] = row;
        picks.right[at++] = order[i]!;
      }
  }
  if (how === 'full')
    sides.right.codes.forEach((code, row) => {
      if (code < 0 || isUsed[code] === 0) picks.right[at++] = row;
    });
  return picks;
}

function rowsByCode(codes: Int32Array): { starts: Int32Array; order: Int32Array } {
  const counts = countCodes(codes);
  const starts = new Int32Array(counts.length + 1);
  counts.forEach((count, code) => (starts[code + 1] = starts[code]! + count));
  const next = starts.slice(0, counts.length);
  const order = new Int32Array(starts.at(-1)!);
  codes.forEach((code, row) => {
    if (code >= 0) order[next[code]!++] = row;
  });
  return { starts, order };
}

async function joinColumns(left: Frame, right: OtherTable, keys: Keys, picks: Picks, isFull: boolean): Promise<FrameColumn[]> {
  const taken = new Set(left.columns.map(({ name }) => name));
  const rolesTaken = new Set<Role>(left.columns.map(({ role }) => role));
  const own = new Set(keys.right);
  const others = right.frame.columns
    .filter((column) => !own.has(column))
    .map((column): FrameColumn => {
      const name = freeName(column.name, right.name, taken);
      taken.add(name);
      return { ...column, name, role: isSingle(column.role) && rolesTaken.has(column.role) ? 'feature' : column.role };
    });
  const mine = pickFrame(left.columns, picks.left);
  const merged = isFull ? await mergeKeys(left, keys, mine, picks) : mine;
  return [...merged, ...pickFrame(others, picks.right)];
}

/** Roles that one column at most can have. */
const isSingle = (role: Role): boolean => ['target', 'group', 'time', 'fold', 'weight'].includes(role);

function freeName(name: string, table: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  const base = `${name} (${table})`;
  let fresh = base;
  for (let i = 2; taken.has(fresh); i++) fresh = `${base} ${i}`;
  return fresh;
}

/** Rows that only the right table has keep their keys. */
async function mergeKeys(left: Frame, keys: Keys, mine: readonly FrameColumn[], picks: Picks): Promise<FrameColumn[]> {
  const merged = new Map<string, FrameColumn>();
  const rows = picks.left.map((row, i) => (row >= 0 ? row : picks.right[i]! + left.rows));
  for (const [i, key] of keys.left.entries()) {
    const column = stacked(await readFrameColumn(key), await readFrameColumn(keys.right[i]!));
    const { name, role, origin, zone, unit, written } = key;
    const type = column.kind === 'category' && key.type !== 'boolean' ? 'category' : column.kind === 'text' ? 'text' : key.type;
    const labels = column.kind === 'category' ? { labels: column.labels } : {};
    const marks = marksOf({ ...(zone !== undefined && { zone }), ...(unit !== undefined && { unit }) });
    const from = { ...(origin ? { origin } : {}), ...(written ? { written } : {}) };
    merged.set(name, { name, role, type, ...from, ...marks, ...labels, source: computedSource([column]), of: name, rows });
  }
  return mine.map((column) => merged.get(column.name) ?? column);
}

/** The values of one column, then those of another of the same type. */
function stacked(a: Column, b: Column): Column {
  if ((a.kind === 'number' || a.kind === 'time') && (b.kind === 'number' || b.kind === 'time')) {
    const values = new Float64Array(a.values.length + b.values.length);
    values.set(a.values);
    values.set(b.values, a.values.length);
    return { ...a, values };
  }
  const texts = [...textsOf(a), ...textsOf(b)];
  if (a.kind === 'category' && String(a.labels) === 'false,true')
    return { ...a, codes: Int32Array.from(texts, (text) => (text === null ? -1 : Number(text === 'true'))) };
  const codes = Int32Array.from(texts, (text, i) => (text === null ? -1 : i));
  return textOrCategory(
    a.name,
    codes,
    texts.map((text) => text ?? '')
  );
}

function textsOf(column: Column): (string | null)[] {
  if (column.kind === 'category') return Array.from(column.codes, (code) => column.labels[code] ?? null);
  return column.kind === 'text' ? Array.from(column.missing, (_, row) => textAt(column, row)) : [];
}

function refuseMissingImages(columns: readonly FrameColumn[], { left, right }: Picks): void {
  const image = columns.find(({ type, rows }) => type === 'image' && rows?.includes(-1));
  if (image && (left.includes(-1) || right.includes(-1)))
    throw shapeStepInvalid(
      'join',
      `${quoted(image.name)} holds images, and a row without a match would have none`,
      'Join with "inner", or drop that column first.'
    );
}
