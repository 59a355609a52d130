import { holdOut, type HeldOut } from '../../../core/hold-out.ts';
import type { CurvePoint, TrainingData } from '../../../core/model.ts';
import type { Rng } from '../../../core/rng.ts';
import { allRows } from '../../../core/table.ts';
import type { Work } from '../../../kernels/work.ts';
import { lossRows, type AdditiveLoss, type AdditiveTarget } from './additive-loss.ts';
import type { FeatureBins } from './bin-features.ts';
import { addTables, boostTerms, type BoostTerm, type RoundSettings, type Tables } from './boost-terms.ts';
import { binCutter, type StepLimits } from './cut-bins.ts';
import { cutCells } from './cut-cells.ts';
import { groupBins, pairCodes, rankPairs, type Groups, type Pair } from './pairs.ts';
import { centre, purify } from './purify.ts';

export interface BagSettings extends StepLimits, Omit<RoundSettings, 'onRound'> {
  readonly outerBags: number;
  readonly validationFraction: number;
  readonly earlyStopping: 'auto' | 'off';
  readonly interactions: number;
}

/** What is learned from, in bins. */
export interface BagTask {
  readonly data: TrainingData;
  readonly target: AdditiveTarget;
  readonly loss: AdditiveLoss;
  readonly features: readonly FeatureBins[];
  readonly settings: BagSettings;
  readonly rng: Rng;
  readonly onRound: (bag: number, point: CurvePoint) => void;
}

/** A pair that is boosted: its cells, and what they weigh. */
export interface PairTerm extends BoostTerm {
  readonly pair: Pair;
  readonly first: Groups;
  readonly second: Groups;
  readonly weights: Float64Array;
}

/** What one bag learned; every table has the weighted mean 0. */
export interface BagFit {
  readonly start: Float64Array;
  readonly mains: Tables;
  readonly pairs: Tables;
  readonly rounds: number;
  readonly curve: readonly CurvePoint[];
}

export interface Bagged {
  readonly bags: readonly HeldOut[];
  readonly fits: readonly BagFit[];
  readonly pairs: readonly PairTerm[];
}

/**
 * Fits the sum on several draws of the rows, each watching the rows left out of it; pairs are chosen once, on what the mean of all leaves unexplained.
 * Source: Nori, Jenkins, Koch & Caruana (2019), "InterpretML": outer bags around cyclic boosting.
 */
export function* fitBags(task: BagTask): Work<Bagged> {
  const { features, settings, loss } = task;
  const mainTerms = features.map((feature): BoostTerm => ({
    slots: feature.bins + 1,
    codes: feature.codes,
    cut: binCutter(feature.bins, feature.levels === null, settings)
  }));
  const bags = drawBags(task);
  const mains: Boosted[] = [];
  for (const [b, bag] of bags.entries()) mains.push(yield* boostBag(task, mainTerms, bag, b, null));
  const pairs = loss.outputs === 1 && settings.interactions > 0 && features.length > 1 ? yield* choosePairs(task, mainTerms, mains) : [];
  const fits: BagFit[] = [];
  for (const [b, bag] of bags.entries()) {
    const base = mains[b]!;
    const more = pairs.length > 0 ? yield* boostBag(task, pairs, bag, b, { terms: mainTerms, ...base }) : null;
    fits.push(settled(task, base, more, pairs));
  }
  return { bags, fits, pairs };
}

interface Boosted {
  readonly start: Float64Array;
  readonly tables: Tables;
  readonly rounds: number;
  readonly curve: readonly CurvePoint[];
}

/** One bag is all rows; of several each leaves out its own share, by whole groups or the latest rows where the division says so. */
function drawBags({ data, settings, rng }: BagTask): HeldOut[] {
  const rows = allRows(data.features.rows);
  return Array.from({ length: settings.outerBags }, () =>
    settings.earlyStopping === 'off' && settings.outerBags === 1
      ? { train: rows, held: new Uint32Array(0), said: '' }
      : holdOut(rows, data.target, settings.validationFraction, rng, data)
  );
}

/** @param base what is boosted on top of; null = the best constant */
function* boostBag(
  task: BagTask,
  terms: readonly BoostTerm[],
  bag: HeldOut,
  index: number,
  base: (Boosted & { readonly terms: readonly BoostTerm[] }) | null
): Work<Boosted> {
  const { target, data, loss, settings } = task;
  const held = settings.earlyStopping === 'off' ? new Uint32Array(0) : bag.held;
  const rows = { train: lossRows(target, data.weights, bag.train), held: lossRows(target, data.weights, held) };
  const start = base?.start ?? loss.start(rows.train);
  const scoresOf = (some: Uint32Array) => {
    const scores = Array.from(start, (value) => new Float64Array(some.length).fill(value));
    if (base) addTables(base.terms, base.tables, some, scores);
    return scores;
  };
  const scores = { train: scoresOf(bag.train), held: scoresOf(held) };
  const onRound = (point: CurvePoint) => task.onRound(index + (base ? settings.outerBags : 0), point);
  const boosted = yield* boostTerms({ terms, loss, bag: { train: bag.train, held }, rows, scores }, { ...settings, onRound });
  return { start, ...boosted };
}

/** The pairs that gain most on the errors of the mean of all bags. */
function* choosePairs({ data, target, loss, features, settings }: BagTask, terms: readonly BoostTerm[], mains: readonly Boosted[]) {
  const rows = allRows(data.features.rows);
  const scores = [new Float64Array(rows.length)];
  for (const { start, tables } of mains) {
    addTables(terms, tables, rows, scores);
    for (let i = 0; i < rows.length; i++) scores[0]![i]! += start[0]!;
    yield 4 * rows.length * terms.length;
  }
  const mean = scores.map((values) => values.map((value) => value / mains.length));
  const [gradient, hessian] = [new Float64Array(rows.length), new Float64Array(rows.length)];
  loss.derive(mean, lossRows(target, data.weights, rows), [gradient], [hessian]);
  const average = features.map(({ bins }, j) =>
    Float64Array.from({ length: bins + 1 }, (_, bin) => mains.reduce((sum, { tables }) => sum + tables[j]![0]![bin]!, 0) / mains.length)
  );
  const groups = features.map((feature, j) => groupBins(feature, average[j]!));
  const importances = Float64Array.from(features, ({ weights }, j) =>
    weights.reduce((sum, weight, bin) => sum + weight * Math.abs(average[j]![bin]!), 0)
  );
  const ranked = yield* rankPairs(features, groups, gradient, hessian, importances);
  return ranked.slice(0, settings.interactions).map((pair) => pairTerm(pair, features, groups, data.weights, settings));
}

function pairTerm(
  pair: Pair,
  features: readonly FeatureBins[],
  groups: readonly Groups[],
  rowWeights: Float64Array | null,
  limits: StepLimits
): PairTerm {
  const [first, second] = [groups[pair.first]!, groups[pair.second]!];
  const codes = pairCodes(features[pair.first]!, features[pair.second]!, first, second);
  const slots = first.groups * second.groups;
  const weights = new Float64Array(slots);
  codes.forEach((code, row) => (weights[code]! += rowWeights ? rowWeights[row]! : 1));
  const cut: BoostTerm['cut'] = (sums) => cutCells(sums, [first.groups, second.groups], limits);
  return { pair, first, second, weights, slots, codes, cut };
}

/** What a bag learned with pairs purified and every table centred; what that takes out is in the start. */
function settled({ features, loss }: BagTask, base: Boosted, more: Boosted | null, pairs: readonly PairTerm[]): BagFit {
  const start = base.start.slice();
  const mains = base.tables.map((tables) => tables.map((table) => table.slice()));
  const pairTables = pairs.map((_, t) => more!.tables[t]!.map((table) => table.slice()));
  pairs.forEach(({ pair, weights, first, second }, t) =>
    purify({ values: pairTables[t]![0]!, weights, first, second }, [mains[pair.first]![0]!, mains[pair.second]![0]!])
  );
  mains.forEach((tables, j) => {
    for (let k = 0; k < loss.outputs; k++) start[k]! += centre(tables[k]!, features[j]!.weights);
  });
  return { start, mains, pairs: pairTables, rounds: base.rounds, curve: base.curve };
}
