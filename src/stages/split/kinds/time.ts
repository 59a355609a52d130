import { counted, quoted } from '../../../core/words.ts';
import { gapTooLong, splitColumnUnusable, tooFewGroups } from '../../../core/errors/splitting.ts';
import { note, type Note } from '../../../core/note.ts';
import type { Fold, PartName } from '../../../core/split.ts';
import type { RowSet } from '../../../core/table.ts';
import { apartNote, beginAfter, checkApart, endBefore, type Ordered } from '../keep-apart.ts';
import { partNames, rowSet, type Apart, type Folds, type SplitKindType, type SplitRequest } from '../split-type.ts';

/** The past trains, the future tests. Rows of one moment are never cut apart. */
export const time: SplitKindType = {
  id: 'time',
  label: 'By time',
  doc: 'The earliest rows train, the latest test. Right when the model will predict the future. Without a time column the order of the rows counts.',
  role: 'time',
  isFree: true,
  uses: ['gap', 'purge', 'embargo', 'learnFrom'],
  crossValidation: 'time',
  divide(request, shares) {
    const line = timeline(request);
    const kept = partNames.filter((part) => shares[part] > 0);
    const cuts = cutsFor(
      line,
      kept.map((part) => shares[part]),
      'This split'
    );
    const pieces = kept.map((_, k) => pieceBefore(line, cuts, k, request.apart, `the ${kept[k]!} part`));
    const pieceOf = (part: PartName) => pieces[kept.indexOf(part)] ?? new Uint32Array(0);
    const parts = { train: pieceOf('train'), validation: pieceOf('validation'), test: pieceOf('test') };
    const left = line.order.length - pieces.reduce((sum, piece) => sum + piece.length, 0);
    return { parts, sealed: shares.test > 0, notes: [...line.notes, ...apartNote(left)] };
  },
  fold: (request, folds) => (request.apart.learnFrom === 'around' ? foldsAround(request, folds) : foldsBefore(request, folds))
};

/** A stretch of the rows, but for its end where that is too near to the next one. */
function pieceBefore(line: Timeline, cuts: readonly number[], k: number, apart: Apart, name: string): RowSet {
  const [from, end] = [cuts[k]!, cuts[k + 1]!];
  const last = end === line.order.length ? end : endBefore(line, end, end, apart);
  if (last <= from) throw gapTooLong(name, end - from, apart.gap > 0 ? 'gap' : 'purge');
  return rowSet(line.order.subarray(from, last));
}

/** Each fold learns from the rows before it. */
function foldsBefore(request: SplitRequest, folds: number): Folds {
  const line = timeline(request);
  const cuts = cutsFor(line, new Array<number>(folds + 1).fill(1 / (folds + 1)), `A cross-validation with ${folds} folds`);
  const made: Fold[] = Array.from({ length: folds }, (_, fold) => ({
    train: pieceBefore(line, [0, cuts[fold + 1]!], 0, request.apart, `fold ${fold + 1}`),
    validation: piece(line.order, cuts, fold + 1)
  }));
  return {
    folds: made,
    notes: [note('expanding-window', 'Each fold trains on all rows before the ones it is judged on.'), ...line.notes]
  };
}

/** Each fold is a stretch of time and learns from all rows that are far enough from it, before and after. */
function foldsAround(request: SplitRequest, folds: number): Folds {
  const line = timeline(request);
  const cuts = cutsFor(line, new Array<number>(folds).fill(1 / folds), `A cross-validation with ${folds} folds`);
  const made: Fold[] = Array.from({ length: folds }, (_, fold) => {
    const [from, end] = [cuts[fold]!, cuts[fold + 1]!];
    const before = line.order.subarray(0, from > 0 ? endBefore(line, from, from, request.apart) : 0);
    const after = line.order.subarray(end < line.order.length ? beginAfter(line, end, request.apart) : end);
    if (before.length + after.length === 0)
      throw gapTooLong(`fold ${fold + 1}`, line.order.length - (end - from), request.apart.gap > 0 ? 'gap' : 'purge');
    return { train: rowSet([...before, ...after]), validation: piece(line.order, cuts, fold) };
  });
  const said = 'Each fold is a stretch of time; it trains on the rows around it, before and after, that are far enough away.';
  return { folds: made, notes: [note('around', said), ...line.notes] };
}

interface Timeline extends Ordered {
  readonly name: string;
  /** Places in `order` where a new moment begins, without 0. */
  readonly moments: readonly number[];
  readonly notes: readonly Note[];
}

function timeline(request: SplitRequest): Timeline {
  const line = lineOf(request);
  checkApart(line, request.apart);
  return line;
}

function lineOf({ column, rows }: SplitRequest): Timeline {
  if (column === null) return orderOfRows(rows);
  if (column.kind !== 'time' && column.kind !== 'number') {
    throw splitColumnUnusable(
      column.name,
      `it is ${column.kind}, not a time or a number`,
      'Change its type to time on the Data step, or choose another column.'
    );
  }
  const { values, name } = column;
  const order = rows.filter((row) => !Number.isNaN(values[row])).sort((a, b) => values[a]! - values[b]! || a - b);
  const moments: number[] = [];
  for (let i = 1; i < order.length; i++) if (values[order[i]!] !== values[order[i - 1]!]) moments.push(i);
  const missing = rows.length - order.length;
  const message = `${counted(missing, 'row has', 'rows have')} no ${quoted(name)} and ${missing === 1 ? 'is' : 'are'} in no part: it might be from the future of the training rows.`;
  return { name, order, at: values, moments, notes: missing > 0 ? [note('time-missing', message)] : [] };
}

/** Every row is a moment of its own, in the order of the file. */
function orderOfRows(rows: RowSet): Timeline {
  const moments = Array.from({ length: Math.max(0, rows.length - 1) }, (_, i) => i + 1);
  const message = 'No column says when a row came about, so the order of the rows stands for it: the first train, the last test.';
  return { name: 'the order of the rows', order: rows, at: null, moments, notes: [note('order-of-rows', message)] };
}

/**
 * Where the pieces begin, the end last: each cut at the change of moment nearest to where the shares want it, every piece with at least one moment.
 */
function cutsFor({ name, order, moments }: Timeline, shares: readonly number[], doing: string): number[] {
  if (moments.length + 1 < shares.length) throw tooFewGroups(name, order.length === 0 ? 0 : moments.length + 1, shares.length, doing);
  const cuts = [0];
  let wanted = 0;
  let used = 0;
  for (let k = 0; k < shares.length - 1; k++) {
    wanted += shares[k]! * order.length;
    const last = moments.length - (shares.length - 1 - k);
    let best = used;
    for (let m = used; m <= last; m++) if (Math.abs(moments[m]! - wanted) < Math.abs(moments[best]! - wanted)) best = m;
    cuts.push(moments[best]!);
    used = best + 1;
  }
  return [...cuts, order.length];
}

const piece = (order: RowSet, cuts: readonly number[], k: number): RowSet => rowSet(order.subarray(cuts[k], cuts[k + 1]));
