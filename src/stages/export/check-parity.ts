import { counted } from '../../core/words.ts';
import { exportDiffers } from '../../core/errors/packaging.ts';
import type { Table } from '../../core/table.ts';
import { toBase64 } from '../../predict/base64.ts';
import { plainRows } from '../../predict/plain-rows.ts';
import type { ScoredRow } from '../../predict/scored-row.ts';
import type { Scorer } from '../../predict/scorer.ts';
import type { Scores } from '../../predict/scores.ts';
import type { ExportFormat } from './export-format.ts';
import type { FittingRuntime } from './runtime-for.ts';

/** What was compared, on how many rows, and the largest difference from the app's own answer. */
export interface Parity {
  readonly checked: boolean;
  readonly rows: number;
  readonly maxDifference: number;
  readonly tolerance: number;
}

/** The same arithmetic in the same engine: nothing but a last digit may differ. */
export const TOLERANCE = 1e-12;

export interface ParitySubject {
  readonly format: ExportFormat;
  /** The finished file. */
  readonly file: Uint8Array;
  /** The app's own scorer of the same package. */
  readonly scorer: Scorer;
  /** Held-out rows with (at least) the input columns. */
  readonly rows: Table;
  /** The scoring function as this thread has loaded it, and its text. */
  readonly runtime: FittingRuntime;
}

/**
 * Compares what a finished file answers with what the app answers, before the file is handed over.
 *
 * The app's content policy forbids running new code, so the file itself is not executed here. What happens instead: the package and the text of the
 * scoring function are read back out of the finished bytes; that text must be, character for character, put together from the sources of the functions this
 * thread has loaded (the engine gives them: `Function.prototype.toString`); those functions then open the package taken from the file and answers the rows, given as
 * plain objects as a caller would. So scoring code and model are those of the file. Not covered here: the form around it in a web page, and another
 * browser's arithmetic; tests run whole exported files in Node and in a real browser.
 * @throws LatheError `export-damaged`, `export-differs`
 */
export function checkParity({ format, file, scorer, rows, runtime }: ParitySubject): Parity {
  const carried = format.readBack(file);
  if (carried.runtime !== null && carried.runtime !== runtime.text) throw exportDiffers('its scoring code is not the one that was checked');
  const names = new Set(scorer.pkg.inputs.map(({ name }) => name));
  const given = plainRows({ rows: rows.rows, columns: rows.columns.filter(({ name }) => names.has(name)) });
  const answers = runtime.start().open(toBase64(carried.bytes)).predict(given);
  const maxDifference = largestDifference(scorer.scoreTable(rows), answers, scorer.scoreRows(given));
  if (!(maxDifference <= TOLERANCE))
    throw exportDiffers(`on ${counted(rows.rows, 'row')} its answers differ by up to ${maxDifference}; ${TOLERANCE} is allowed`);
  return { checked: true, rows: rows.rows, maxDifference, tolerance: TOLERANCE };
}

/** Infinity when a class or the number of answers differs. */
function largestDifference(own: Scores, answers: readonly ScoredRow[], told: readonly ScoredRow[]): number {
  if (told.length !== answers.length) return Infinity;
  return answers.reduce((largest, answer, i) => {
    if (own.kind === 'numbers') return Math.max(largest, Math.abs(own.values[i]! - Number(answer.prediction)), apart(answer, told[i]!));
    if (answer.prediction !== told[i]!.prediction || String(answer.set) !== String(told[i]!.set)) return Infinity;
    return own.labels.reduce(
      (most, label, c) => Math.max(most, Math.abs(own.probabilities[i * own.labels.length + c]! - answer.probabilities![label]!)),
      largest
    );
  }, 0);
}

/** How far the ends of two intervals are apart; 0 where neither is told one. */
function apart({ interval: a }: ScoredRow, { interval: b }: ScoredRow): number {
  if (!a || !b) return a === b ? 0 : Infinity;
  return Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]));
}
