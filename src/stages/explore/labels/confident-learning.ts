import type { LabelReport, LabelSuspect } from '../../../core/label-report.ts';

/** What a learner said of rows it had not seen. */
export interface OutOfFold {
  readonly target: string;
  /** Row numbers in the table. */
  readonly rows: ArrayLike<number>;
  /** Given labels as codes, as long as `rows`. */
  readonly codes: Int32Array;
  readonly labels: readonly string[];
  /** [rows, labels] */
  readonly probabilities: Float64Array;
}

/** Beside fewer suspects than this, or than a share of the rows, the claim could be chance. */
const FEWEST_ROWS = 50;
const FEWEST_PER_CLASS = 10;
/** Where the learner does not even agree with the rows that are no suspects, classes overlap, and a contradiction is no error. */
const AGREES = 0.93;
/** More suspects than this are no slips: the learner, or the task, is at fault. */
const MOST_SHARE = 0.25;
/** A suspect must be out of the question by its own label and all but sure of another. */
const OWN_AT_MOST = 0.1;
const OTHER_AT_LEAST = 0.8;
/** Where classes touch, contradictions die out as the learner gets surer; wrong labels are met there as often as anywhere. */
const SURE_HALF_AT_LEAST = 0.005;

/**
 * Finds labels that are likely wrong. The confident joint counts rows of a given label that are confidently of another: at or above the average
 * confidence that rows of that other label have in it. Of each pair of labels so many rows are suspects as the joint says, those with the widest
 * margin first. Source: Northcutt, Jiang & Chuang (2021), "Confident Learning: Estimating Uncertainty in Dataset Labels", prune by noise rate.
 * Departure: nothing is claimed where the learner does not agree with at least 93 % of the remaining labels, so that neither random labels nor
 * classes that overlap are called errors; where the surer half of the rows shows as good as no contradiction either; and a suspect's own label
 * must be all but excluded.
 */
export function findLabelErrors(given: OutOfFold): Omit<LabelReport, 'sealed'> {
  const { codes, labels, probabilities, target } = given;
  const [n, k] = [codes.length, labels.length];
  const thresholds = thresholdsOf(given);
  const joint = labels.map(() => new Float64Array(k));
  const predicted = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    const row = probabilities.subarray(i * k, (i + 1) * k);
    predicted[i] = row.indexOf(Math.max(...row));
    const confident = confidentClass(row, thresholds);
    if (confident >= 0) joint[codes[i]!]![confident]!++;
  }
  const estimates = calibrated(joint, codes, k);
  const suspects = pruned(given, estimates);
  const named = new Set(suspects.map(({ row }) => row));
  const right = (keep: (i: number) => boolean) => shareRight(codes, predicted, keep);
  const agreement = right(() => true);
  const agreementWithout = right((i) => !named.has(given.rows[i]!));
  const estimated = estimates.reduce((sum, row, i) => sum + row.reduce((own, count, j) => own + (i === j ? 0 : count), 0), 0);
  const silent = whySilent(codes, k, {
    agreement: agreementWithout,
    suspects: suspects.length,
    sure: contradictedWhereSure(given, predicted)
  });
  return {
    target,
    rows: n,
    suspects,
    estimated,
    agreement,
    agreementWithout,
    silent,
    joint: { labels, counts: joint.map((row) => [...row]) }
  };
}

/** Average confidence in a label over the rows that have it. */
function thresholdsOf({ codes, labels, probabilities }: OutOfFold): Float64Array {
  const k = labels.length;
  const [sums, rows] = [new Float64Array(k), new Float64Array(k)];
  codes.forEach((code, i) => {
    sums[code]! += probabilities[i * k + code]!;
    rows[code]!++;
  });
  return sums.map((sum, code) => (rows[code]! > 0 ? sum / rows[code]! : Infinity));
}

/** The likeliest of the classes whose threshold is reached; -1 where none is. */
function confidentClass(row: Float64Array, thresholds: Float64Array): number {
  let best = -1;
  for (let c = 0; c < row.length; c++) if (row[c]! >= thresholds[c]! && (best < 0 || row[c]! > row[best]!)) best = c;
  return best;
}

/** The joint with the row sums of the given labels: counts of all rows. */
function calibrated(joint: readonly Float64Array[], codes: Int32Array, k: number): Float64Array[] {
  const rows = new Float64Array(k);
  for (const code of codes) rows[code]!++;
  return joint.map((row, code) => {
    const sum = row.reduce((total, count) => total + count, 0);
    return row.map((count) => (sum > 0 ? (count / sum) * rows[code]! : 0));
  });
}

function pruned({ rows, codes, labels, probabilities }: OutOfFold, estimates: readonly Float64Array[]): LabelSuspect[] {
  const k = labels.length;
  const suspects: LabelSuspect[] = [];
  const byPair = new Map<number, LabelSuspect[]>();
  codes.forEach((code, i) => {
    const own = probabilities[i * k + code]!;
    const row = probabilities.subarray(i * k, (i + 1) * k);
    const other = row.reduce((best, value, c) => (c !== code && (best < 0 || value > row[best]!) ? c : best), -1);
    if (other < 0 || own > OWN_AT_MOST || row[other]! < OTHER_AT_LEAST) return;
    const suspect: LabelSuspect = {
      row: rows[i]!,
      given: labels[code]!,
      suggested: labels[other]!,
      confidence: own,
      suggestedConfidence: row[other]!
    };
    const found = byPair.get(code * k + other);
    if (found) found.push(suspect);
    else byPair.set(code * k + other, [suspect]);
  });
  for (const [pair, found] of byPair) {
    const most = Math.round(estimates[Math.floor(pair / k)]![pair % k]!);
    suspects.push(...found.sort(byMargin).slice(0, most));
  }
  return suspects.sort(byMargin);
}

const byMargin = (a: LabelSuspect, b: LabelSuspect): number =>
  b.suggestedConfidence - b.confidence - (a.suggestedConfidence - a.confidence);

function shareRight(codes: Int32Array, predicted: Int32Array, keep: (i: number) => boolean): number {
  let [right, rows] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    if (!keep(i)) continue;
    rows++;
    if (codes[i] === predicted[i]) right++;
  }
  return rows > 0 ? right / rows : NaN;
}

/** Rows of the surer half in which the label is another, and how many there are. */
function contradictedWhereSure(
  { codes, labels, probabilities }: OutOfFold,
  predicted: Int32Array
): { readonly wrong: number; readonly rows: number } {
  const k = labels.length;
  const sureness = Float64Array.from(predicted, (code, i) => probabilities[i * k + code]!);
  const middle = sureness.toSorted()[Math.floor(sureness.length / 2)]!;
  let [wrong, rows] = [0, 0];
  for (let i = 0; i < codes.length; i++) {
    if (sureness[i]! < middle) continue;
    rows++;
    if (predicted[i] !== codes[i]) wrong++;
  }
  return { wrong, rows };
}

interface Grounds {
  readonly agreement: number;
  readonly suspects: number;
  readonly sure: { readonly wrong: number; readonly rows: number };
}

function whySilent(codes: Int32Array, k: number, { agreement, suspects, sure }: Grounds): string | null {
  const rows = new Float64Array(k);
  for (const code of codes) rows[code]!++;
  const present = rows.filter((count) => count > 0);
  if (codes.length < FEWEST_ROWS || present.length < 2 || Math.min(...present) < FEWEST_PER_CLASS)
    return `There are too few rows to tell: ${FEWEST_ROWS} are needed, and ${FEWEST_PER_CLASS} of each class.`;
  const most = Math.max(...rows) / codes.length;
  if (!(agreement >= AGREES) || agreement < most + (1 - most) / 2)
    return `Even with the doubted labels left out, the learner gives only ${(100 * agreement).toFixed(0)} % of the labels: the classes overlap, or the columns do not tell them apart, so a contradiction is no sign of an error.`;
  if (suspects > MOST_SHARE * codes.length) return 'Too many labels are in doubt to be slips.';
  if (sure.wrong < Math.max(3, SURE_HALF_AT_LEAST * sure.rows))
    return 'Labels are contradicted only where the learner is unsure itself: that is what classes that touch look like.';
  return suspects === 0 ? 'No label is contradicted.' : null;
}
