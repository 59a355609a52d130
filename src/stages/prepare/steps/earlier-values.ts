import { columnKindMismatch } from '../../../core/errors/packaging.ts';
import { stepNeedsTime } from '../../../core/errors/preparing.ts';
import { columnNotFound } from '../../../core/errors/tables.ts';
import { allRows, findColumn, type CategoryColumn, type NumberColumn, type Table, type TimeColumn } from '../../../core/table.ts';
import { figuresOf, type EarlierFigures, type EarlierValuesState } from '../../../predict/steps/earlier-values.ts';
import { levelsOf } from '../column-statistics.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';

const LABEL = 'Earlier values';

/**
 * Lags and windows that end before the row. A training row is told what came before it, so nothing of its own moment or later. The step keeps the last
 * values of training, as many as are asked for: a row that is scored later is told those, and grows staler with the time since training.
 */
export const earlierValues = defineStep({
  id: 'earlier-values',
  purpose: 'time',
  label: LABEL,
  doc: 'Adds what a number was in earlier rows: the last known values, or their mean. A row that is scored later sees the last values of training.',
  accepts: ['number'],
  turnsInto: 'same',
  renames: () => true,
  gapsAfter: () => 'kept',
  params: {
    lags: { type: 'ints', default: [1], min: 1, max: 1000, doc: 'How many known values back: 1 is the last one before the row.' },
    window: {
      type: 'int',
      default: 0,
      min: 0,
      max: 1000,
      doc: 'Over how many of the last known values a figure is worked out; 0 works out none.'
    },
    statistic: { type: 'choice', default: 'mean', options: ['mean', 'min', 'max', 'sum', 'deviation'], doc: 'The figure of the window.' },
    time: { type: 'text', default: '', doc: 'The column of times; empty = the first one there is.' },
    by: { type: 'text', default: '', doc: 'A category whose levels have a past each, such as a shop; empty = all rows have one past.' }
  },

  fit(table, columns, params, { kinship, tell }) {
    const time = timeOf(table, params.time);
    const by = groupOf(table, params.by);
    const figures = figuresAsked(params);
    if (kinship?.kind !== 'order')
      tell(
        'lags-need-time',
        'The rows are not divided by time: a row held out from the time of training is told nothing of its past. Divide by time on Models.'
      );
    const groups = by ? levelsOf(by) : [''];
    const most = Math.max(figures.window, ...figures.lags);
    const kept = columns.map((column) => lastValues(pasts(table.rows, time, by), column as NumberColumn, groups, by, most));
    const fresh = freshNames(table);
    return {
      ...figures,
      time: time.name,
      by: by?.name ?? null,
      groups,
      starts: kept.map(({ starts }) => starts),
      times: kept.map(({ rows }) => Float64Array.from(rows, (row) => time.values[row]!)),
      values: kept.map(({ rows }, i) => Float64Array.from(rows, (row) => (columns[i] as NumberColumn).values[row]!)),
      names: columns.map(({ name }) => [
        ...figures.lags.map((back) => fresh(`${name}: ${back} back`)),
        ...(figures.window > 0 ? [fresh(`${name}: ${figures.statistic} of last ${figures.window}`)] : [])
      ])
    };
  },

  ofTrainingRows(table, columns, params, state) {
    const { names } = state as unknown as EarlierValuesState;
    const time = timeOf(table, params.time);
    const rowsOfPast = [...pasts(table.rows, time, groupOf(table, params.by)).values()];
    const added = columns.flatMap((column, i) => {
      const out = names[i]!.map((name): NumberColumn => ({ kind: 'number', name, values: new Float64Array(table.rows).fill(NaN) }));
      for (const rows of rowsOfPast) tellPast(rows, column as NumberColumn, time.values, figuresAsked(params), out);
      return out;
    });
    return { rows: table.rows, columns: [...table.columns, ...added] };
  }
});

const figuresAsked = ({ lags, window, statistic }: EarlierFigures): EarlierFigures => ({ lags: [...new Set(lags)], window, statistic });

function timeOf(table: Table, wanted: string): TimeColumn {
  const column = wanted === '' ? table.columns.find(({ kind }) => kind === 'time') : columnNamed(table, wanted);
  if (!column) throw stepNeedsTime(LABEL);
  if (column.kind !== 'time') throw columnKindMismatch(LABEL, column.name, column.kind, ['time']);
  return column;
}

function groupOf(table: Table, wanted: string): CategoryColumn | null {
  if (wanted === '') return null;
  const column = columnNamed(table, wanted);
  if (column.kind !== 'category') throw columnKindMismatch(LABEL, column.name, column.kind, ['category']);
  return column;
}

function columnNamed(table: Table, name: string) {
  const known = table.columns.map((column) => column.name);
  const column = findColumn(table, name);
  if (!column) throw columnNotFound(name, known);
  return column;
}

/** The rows of each group that have a time, earliest first, by the code of the group. Rows without a group have no past and are none. */
function pasts(count: number, time: TimeColumn, by: CategoryColumn | null): Map<number, number[]> {
  const at = time.values;
  const order = allRows(count).filter((row) => !Number.isNaN(at[row]!));
  if (order.some((row, i) => i > 0 && at[row]! < at[order[i - 1]!]!)) order.sort((a, b) => at[a]! - at[b]! || a - b);
  const found = new Map<number, number[]>();
  for (const row of order) {
    const group = by ? by.codes[row]! : 0;
    if (group < 0) continue;
    const rows = found.get(group);
    if (rows) rows.push(row);
    else found.set(group, [row]);
  }
  return found;
}

/** The last `most` rows with a known value of each group, in the order of `groups`. */
function lastValues(
  past: Map<number, number[]>,
  { values }: NumberColumn,
  groups: readonly string[],
  by: CategoryColumn | null,
  most: number
) {
  const starts = new Int32Array(groups.length + 1);
  const kept: number[] = [];
  groups.forEach((label, g) => {
    const rows = past.get(by ? by.labels.indexOf(label) : 0) ?? [];
    const known: number[] = [];
    for (let i = rows.length - 1; i >= 0 && known.length < most; i--) if (!Number.isNaN(values[rows[i]!]!)) known.push(rows[i]!);
    for (const row of known.reverse()) kept.push(row);
    starts[g + 1] = kept.length;
  });
  return { starts, rows: kept };
}

/** Rows of one moment see none of each other: what they know is what was known before it. */
function tellPast(
  rows: readonly number[],
  { values }: NumberColumn,
  at: Float64Array,
  figures: EarlierFigures,
  out: readonly NumberColumn[]
): void {
  const known: number[] = [];
  for (let from = 0; from < rows.length;) {
    let end = from;
    while (end < rows.length && at[rows[end]!] === at[rows[from]!]) end++;
    const told = figuresOf(known, 0, known.length, figures);
    for (let i = from; i < end; i++) for (let k = 0; k < told.length; k++) out[k]!.values[rows[i]!] = told[k]!;
    for (let i = from; i < end; i++) if (!Number.isNaN(values[rows[i]!]!)) known.push(values[rows[i]!]!);
    from = end;
  }
}
