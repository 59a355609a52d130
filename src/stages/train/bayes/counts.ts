import { featureNegative } from '../../../core/errors/training.ts';
import type { CategoryColumn, NumberColumn } from '../../../core/table.ts';
import type { ClassRows } from './class-rows.ts';

/** How often each level of a column stands in each class. */
export interface LevelCounts {
  /** Levels that occur, in the order of their text. */
  readonly levels: readonly string[];
  /** Log probabilities, row-major [classes, levels], with `alpha` added to each count. */
  readonly logs: Float64Array;
}

/** The chance of each level in each class, as in scikit-learn's CategoricalNB; rows without a level do not count. */
export function levelChances({ codes, labels }: CategoryColumn, rows: ClassRows, alpha: number): LevelCounts {
  const seen = new Set<number>();
  for (const code of codes) if (code >= 0) seen.add(code);
  const used = [...seen].sort((a, b) => (labels[a]! < labels[b]! ? -1 : 1));
  const placeOf = new Int32Array(labels.length);
  used.forEach((code, place) => (placeOf[code] = place));
  const classes = rows.present.length;
  const counts = new Float64Array(classes * used.length);
  const totals = new Float64Array(classes);
  codes.forEach((code, i) => {
    if (code < 0) return;
    const weight = rows.weights ? rows.weights[i]! : 1;
    const own = rows.codes[i]!;
    counts[own * used.length + placeOf[code]!]! += weight;
    totals[own]! += weight;
  });
  const logs = counts.map((count, at) => {
    const total = totals[Math.floor(at / used.length)]!;
    return Math.log(count + alpha) - Math.log(total + alpha * used.length);
  });
  return { levels: used.map((code) => labels[code]!), logs };
}

/**
 * The chance in each class that a value is above `binarize`, and that it is not, as in scikit-learn's BernoulliNB; missing values do not count.
 * @returns log probabilities, both of length classes
 */
export function bernoulliColumn({ values }: NumberColumn, rows: ClassRows, binarize: number, alpha: number) {
  const above = new Float64Array(rows.present.length);
  const known = new Float64Array(rows.present.length);
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const weight = rows.weights ? rows.weights[i]! : 1;
    known[rows.codes[i]!]! += weight;
    if (values[i]! > binarize) above[rows.codes[i]!]! += weight;
  }
  const logOf = (count: number, c: number) => Math.log(count + alpha) - Math.log(known[c]! + 2 * alpha);
  return { above: above.map(logOf), below: above.map((count, c) => logOf(known[c]! - count, c)) };
}

/**
 * The sum of a column in each class; missing values add nothing.
 * @throws LatheError `feature-negative`
 */
export function classSums({ name, values }: NumberColumn, rows: ClassRows): Float64Array {
  const sums = new Float64Array(rows.present.length);
  let negative = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    if (values[i]! < 0) negative++;
    sums[rows.codes[i]!]! += values[i]! * (rows.weights ? rows.weights[i]! : 1);
  }
  if (negative > 0) throw featureNegative(name, negative);
  return sums;
}

/**
 * What one unit of each column adds to the log probability of each class. multinomial: the log share of the column in the sums of the class;
 * complement: less the log share in those of all other classes, which is steadier where classes are of unlike sizes.
 * Source of complement: Rennie, Shih, Teevan & Karger (2003), "Tackling the poor assumptions of naive Bayes text classifiers", section 3.1.
 * @param sums of each column, in each class
 * @returns row-major [classes, columns]
 */
export function shareWeights(
  sums: readonly Float64Array[],
  classes: number,
  alpha: number,
  kind: 'multinomial' | 'complement'
): Float64Array {
  const weights = new Float64Array(classes * sums.length);
  for (let c = 0; c < classes; c++) {
    const counts = sums.map(
      (sum) => alpha + (kind === 'multinomial' ? sum[c]! : sum.reduce((all, own, d) => all + (d === c ? 0 : own), 0))
    );
    const total = Math.log(counts.reduce((all, count) => all + count, 0));
    counts.forEach((count, j) => (weights[c * sums.length + j] = (Math.log(count) - total) * (kind === 'multinomial' ? 1 : -1)));
  }
  return weights;
}
