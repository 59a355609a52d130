import { expect, test } from 'vitest';
import type { ClassOutcome } from '../../../src/core/outcome.ts';
import { createRng, normal, type Rng } from '../../../src/core/rng.ts';
import { mean, variance } from '../../../src/core/stats.ts';
import { crossWeights } from '../../../src/jobs/ensembling/cross-weights.ts';
import { blend } from '../../../src/stages/ensemble/blend.ts';
import { combined, type MixTask } from '../../../src/stages/ensemble/combine.ts';
import { stack } from '../../../src/stages/ensemble/stack.ts';
import { aucOf } from '../../stages/train/support.ts';
import { quiet } from '../support.ts';

/**
 * Members that learn rows by heart are perfect on what they learned from. What an ensemble of them claims must not be better than what it does on rows that nobody
 * has seen, and on answers that are chance it must be chance.
 */
const ROWS = 100;
const FOLDS = 5;
const FRESH = 200;
type Rows = readonly { readonly x: readonly number[]; readonly y: number }[];

const draw = (rng: Rng, count: number, signal: number): Rows =>
  Array.from({ length: count }, () => {
    const x = [normal(rng), normal(rng)];
    return { x, y: signal * x[0]! + normal(rng) > 0 ? 1 : 0 };
  });

type Member = (learned: Rows, x: readonly number[]) => number;
const distance = (a: readonly number[], b: readonly number[]) => a.reduce((sum, value, j) => sum + (value - b[j]!) ** 2, 0);
/** The answer of the nearest row: by heart. */
const heart: Member = (learned, x) =>
  learned.reduce((best, row) => (distance(row.x, x) < distance(best.x, x) ? row : best)).y ? 0.95 : 0.05;
/** A few of the nearest, smoothly. */
const smooth: Member = (learned, x) => {
  const weights = learned.map((row) => Math.exp(-2 * distance(row.x, x)));
  const yes = learned.reduce((sum, row, i) => sum + (row.y ? weights[i]! : 0), 0);
  return (yes + 0.5) / (weights.reduce((sum, weight) => sum + weight, 0) + 1);
};
/** Which cell of a fine grid: by heart too, for cells hold a row or two. */
const grid: Member = (learned, x) => {
  const cell = (at: readonly number[]) => at.map((value) => Math.round(value * 4)).join();
  const own = learned.filter((row) => cell(row.x) === cell(x));
  return own.length > 0 ? 0.05 + 0.9 * mean(own.map(({ y }) => y)) : 0.5;
};
const members = [heart, smooth, grid];

const bothOf = (yes: readonly number[]) => Float64Array.from(yes.flatMap((value) => [1 - value, value]));
const foldRows = (fold: number) => Uint32Array.from({ length: ROWS / FOLDS }, (_, i) => fold * (ROWS / FOLDS) + i);

/** What the ensemble claims over the folds, and what it does on fresh rows; areas under the ROC curve. */
async function claimed(seed: number, signal: number, learn: typeof stack | typeof blend) {
  const rng = createRng(seed);
  const rows = draw(rng, ROWS, signal);
  const outOfFold = (member: Member) =>
    rows.map(({ x }, i) => {
      const fold = Math.floor(i / (ROWS / FOLDS));
      return member(rows.filter((_, j) => Math.floor(j / (ROWS / FOLDS)) !== fold), x); // prettier-ignore
    });
  const actual = Int32Array.from(rows, ({ y }) => y);
  const answers = members.map((member) => bothOf(outOfFold(member)));
  const task: MixTask = { answers, outputs: 2, actual, weights: null, isClasses: true };
  const outcome: ClassOutcome = {
    ...{ kind: 'classes', labels: ['no', 'yes'], actual, predicted: actual, probabilities: answers[0]!, positive: 1, weights: null }
  };
  const context = { ...quiet, rng };
  const folds = Array.from({ length: FOLDS }, (_, fold) => ({ train: new Uint32Array(0), validation: foldRows(fold) }));
  const judged = await crossWeights(task, outcome, folds, { threshold: null, positive: 1 }, (some) => learn(some, context));
  const scores = judged.map(({ outcome: own }) => {
    const { probabilities } = own as ClassOutcome;
    return aucOf(probabilities.filter((_, i) => i % 2 === 1), Array.from(own.actual, (code) => code === 1)); // prettier-ignore
  });
  const fresh = draw(rng, FRESH, signal);
  const said = combined(
    await learn(task, context),
    members.map((member) => bothOf(fresh.map(({ x }) => member(rows, x))))
  );
  const truth = aucOf(
    said.filter((_, i) => i % 2 === 1),
    fresh.map(({ y }) => y === 1)
  );
  return { claim: mean(scores.filter(Number.isFinite)), truth };
}

const TABLES = 12;
const error = (values: readonly number[]) => Math.sqrt(variance(values) / values.length);

test.each([
  ['stack', stack],
  ['blend', blend]
] as const)(
  'a %s of members that learn by heart claims chance on chance, and no more than it does where there is a signal',
  async (_, learn) => {
    const [claims, gaps]: [number[], number[]] = [[], []];
    for (let seed = 0; seed < TABLES; seed++) {
      claims.push((await claimed(seed, 0, learn)).claim);
      const { claim, truth } = await claimed(500 + seed, 1.5, learn);
      gaps.push(claim - truth);
    }
    expect(mean(claims)).toBeLessThan(0.5 + 2 * error(claims));
    expect(mean(gaps)).toBeLessThan(2 * error(gaps));
  }
);

test('the same test sees it where weights and answers are of rows that were learned', async () => {
  const rows = draw(createRng(1), ROWS, 0);
  const actual = Int32Array.from(rows, ({ y }) => y);
  const answers = members.map((member) => bothOf(rows.map(({ x }) => member(rows, x))));
  const mix = await stack({ answers, outputs: 2, actual, weights: null, isClasses: true }, quiet);
  const said = combined(mix, answers).filter((_, i) => i % 2 === 1);
  expect(aucOf(said, rows.map(({ y }) => y === 1))).toBeGreaterThan(0.9); // prettier-ignore
});
