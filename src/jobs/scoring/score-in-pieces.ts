import { pause, type WorkContext } from '../../core/context.ts';
import { sliceColumn, type Table } from '../../core/table.ts';
import type { Scorer } from '../../predict/scorer.ts';
import type { Scores } from '../../predict/scores.ts';

/** Elementary steps between two pauses: some 30 ms. */
const STRIDE = 3e7;
/** Rows that are worth a call. */
const FEWEST = 16;
/** Rows copied out of a table at a time: its columns may be made anew for each. */
const STRETCH = 65_536;
const MOST_STRETCHES = 8;

/**
 * Scores a table a piece at a time, so that it can be stopped; the answers are the same as of the whole at once.
 * @throws the signal's reason when it is aborted, and what `scoreTable` throws
 */
export async function scoreInPieces(scorer: Scorer, table: Table, context: WorkContext): Promise<Scores> {
  const piece = Math.max(FEWEST, Math.floor(STRIDE / scorer.stepsPerRow));
  await pause(context);
  if (table.rows <= piece) return scorer.scoreTable(table);
  const stretch = Math.max(piece, STRETCH, Math.ceil(table.rows / MOST_STRETCHES));
  const parts: Scores[] = [];
  for (let start = 0; start < table.rows; start += stretch) {
    const taken = sliceRows(table, start, Math.min(table.rows, start + stretch));
    for (let from = 0; from < taken.rows; from += piece) {
      parts.push(scorer.scoreTable(sliceRows(taken, from, Math.min(taken.rows, from + piece))));
      await pause(context);
    }
  }
  return joined(parts, table.rows);
}

const sliceRows = (table: Table, from: number, to: number): Table =>
  from === 0 && to === table.rows ? table : { rows: to - from, columns: table.columns.map((column) => sliceColumn(column, from, to)) };

function joined(parts: readonly Scores[], rows: number): Scores {
  const first = parts[0]!;
  if (first.kind === 'classes') {
    const classes = parts.filter((part) => part.kind === 'classes');
    const probabilities = fill(new Float64Array(rows * first.labels.length), classes, (part) => part.probabilities);
    return { ...first, probabilities, predicted: fill(new Int32Array(rows), classes, (part) => part.predicted) };
  }
  const numbers = parts.filter((part) => part.kind === 'numbers');
  const ends = (name: 'low' | 'high') => first[name] && fill(new Float64Array(rows), numbers, (part) => part[name]!);
  return { ...first, values: fill(new Float64Array(rows), numbers, (part) => part.values), low: ends('low'), high: ends('high') };
}

function fill<A extends Float64Array | Int32Array, P>(into: A, parts: readonly P[], valuesOf: (part: P) => A): A {
  let at = 0;
  for (const part of parts) {
    const values = valuesOf(part);
    into.set(values, at);
    at += values.length;
  }
  return into;
}
