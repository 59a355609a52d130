import { partOf, type WorkContext } from '../../core/context.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { LeakProbe, LeakProbeId, LeakProbes } from '../../core/leak-probes.ts';
import { gatherOutcome } from '../../core/outcome.ts';
import { defaultsOf } from '../../core/params.ts';
import type { PlainRecord } from '../../core/plain.ts';
import { forkRng } from '../../core/rng.ts';
import type { Fold } from '../../core/split.ts';
import { mean } from '../../core/stats.ts';
import { gatherColumn, type Column, type NumberColumn, type Table } from '../../core/table.ts';
import { metrics } from '../../stages/evaluate/registry.ts';
import { chanceOf, scoreOutcome, scoringOf } from '../../stages/evaluate/score.ts';
import {
  probeAlone,
  probeConcentration,
  probeCopies,
  probeOrder,
  probeWithout,
  sayProbes,
  shareOfGain,
  unknownProbe,
  type ProbeGround,
  type ProbeScores
} from '../../stages/evaluate/failing/leak-words.ts';
import { summariseFolds } from '../../stages/evaluate/folds.ts';
import { permutationImportance } from '../../stages/explain/permutation-importance.ts';
import { RowIndex } from '../../stages/split/row-index.ts';
import type { LabelledRows } from '../experiment/labelled-rows.ts';
import { joinOutcomes, outcomeOf } from '../experiment/outcome-of.ts';
import { modelTypes } from '../model-types.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { TrainingServices } from '../services.ts';
import { crossValidate, type FoldOutcome } from '../training/cross-validate.ts';
import { crossValidateRun } from '../training/cross-validate-run.ts';
import { scoreFolds } from '../training/fold-scores.ts';
import { foldsAsDivided } from '../training/folds-within-training.ts';
import type { RunPlan } from '../training/plan-run.ts';
import { aboutLeakProbes } from './about-run.ts';
import { keptOfRun } from './kept-of-run.ts';
import { loadJudged, scorePart, type JudgedRun } from './load-judged.ts';
import { planAgain, studyOutside } from './refit.ts';

/** Of more training rows three folds are enough, for their scores hardly differ. */
const MANY_ROWS = 20_000;
const FEW_FOLDS = 3;

/** Rows that columns are shuffled among, and how often. */
const MOST_SHUFFLED = 2_000;
const SHUFFLES = 3;

/**
 * Probes for leaks on the model of a run: what becomes of the score without the column it leans on most, with that column alone, and with nothing but the place
 * of the row in the file; how much one column carries; and copies of training rows among those held out. Fits are made within the training part.
 * @throws LatheError `run-not-done`, `ensemble-unfit`
 */
export async function probeLeaks(
  { runId }: { readonly runId: string },
  services: TrainingServices,
  context: WorkContext
): Promise<PlainRecord> {
  const judged = await loadJudged(services, runId);
  return keptOfRun(
    services,
    judged.run,
    'leak-probes',
    await aboutLeakProbes(judged.experiment.problem.metric),
    async () => (await probe(judged, services, context)) as unknown as PlainRecord
  );
}

/** What every probe starts from. */
interface Probing {
  readonly judged: JudgedRun;
  readonly plan: RunPlan;
  readonly folds: readonly Fold[];
  readonly ground: ProbeGround;
  readonly services: TrainingServices;
}

async function probe(judged: JudgedRun, services: TrainingServices, context: WorkContext): Promise<LeakProbes> {
  const plan = planAgain(judged);
  const metric = metrics.get(judged.experiment.problem.metric);
  const all = foldsAsDivided(plan, judged.experiment, { spec: judged.run.split, parts: judged.parts }).folds;
  const folds = judged.parts.train.length > MANY_ROWS ? all.slice(-FEW_FOLDS) : all;
  const whole = await foldsOf({ judged, plan, folds, services }, plan.rows, told(context, 0, 0.25, 'the model as it is'));
  const ground = {
    metric,
    base: scoresOf(whole, metric.id),
    sizes: { train: mean(folds.map(({ train }) => train.length)), validation: mean(folds.map(({ validation }) => validation.length)) },
    chance: chanceOf(metric, joinOutcomes(whole.map(({ outcome }) => outcome))),
    columns: plan.rows.inputs.columns.length
  };
  const probing = { judged, plan, folds, ground, services };
  const drops = await worthOfColumns(probing, told(context, 0.25, 0.4, 'what each column is worth'));
  const top = drops[0]!.column;
  const probes = [
    ...(await aboutTop(probing, top, partOf(context, 0.4, 0.85))),
    probeConcentration(drops),
    ...(await orders(probing, told(context, 0.85, 0.95, 'the order of the rows'))),
    await copies(probing, told(context, 0.95, 1, 'copies'))
  ];
  context.onProgress(1);
  return {
    metric: metric.id,
    base: (await summed(whole, probing, context)).summed,
    chance: ground.chance,
    probes,
    sentence: sayProbes(probes),
    fits: folds.length * (1 + probes.filter(({ id, verdict }) => id !== 'copies' && id !== 'concentration' && verdict !== 'unknown').length)
  };
}

/** What becomes of the score without the column that is worth most, and with it alone. */
async function aboutTop(probing: Probing, top: string, context: WorkContext): Promise<LeakProbe[]> {
  const single = await refitted('one-column', top, () => alone(probing, top, told(context, 0, 0.5, `${top} alone`)));
  const byItself = single.evidence && shareOfGain(probing.ground, single.evidence.value);
  return [await refitted('without-top', top, () => without(probing, top, byItself, told(context, 0.5, 1, `without ${top}`))), single];
}

/** As the run itself is judged: what brings groups together in it does so here too. */
function foldsOf(
  { judged, plan, folds, services }: Omit<Probing, 'ground'>,
  rows: LabelledRows,
  context: WorkContext
): Promise<FoldOutcome[]> {
  const { run, parts, experiment } = judged;
  const asked = { calibrate: run.calibrate, experiment, split: { spec: run.split, parts } };
  return crossValidateRun({ ...plan, rows }, folds, asked, studyOutside(services, context));
}

const told = (context: WorkContext, from: number, to: number, what: string): WorkContext => {
  const part = partOf(context, from, to);
  return { ...part, onProgress: (share) => part.onProgress(share, what) };
};

const scoresOf = (judged: readonly FoldOutcome[], metric: string): number[] =>
  judged.map(({ outcome }) => scoreOutcome(metrics.get(metric), outcome));

async function summed(
  judged: readonly FoldOutcome[],
  { ground, plan }: Pick<Probing, 'ground' | 'plan'>,
  context: WorkContext
): Promise<ProbeScores> {
  const values = scoresOf(judged, ground.metric.id);
  const { cv } = await scoreFolds(judged, plan.seed, { ...context, onProgress: () => undefined });
  return { values, summed: cv[ground.metric.id] ?? summariseFolds(values, ground.sizes) };
}

/** A recipe may not take a column of one value, and some models nothing but that. */
async function refitted(id: LeakProbeId, column: string | null, make: () => Promise<LeakProbe>): Promise<LeakProbe> {
  try {
    return await make();
  } catch (error) {
    if (!isLatheError(error)) throw error;
    return unknownProbe(id, column, `It could not be fitted anew for this: ${error.message}`);
  }
}

/** Most first, on rows the model has not seen where there are any. */
async function worthOfColumns({ judged, ground }: Probing, context: WorkContext) {
  const { run, parts, positive, scorer } = judged;
  const part = parts.validation.length > 0 ? 'validation' : 'train';
  const { rows } = await scorePart(
    { ...judged, parts: { ...parts, [part]: thinned(parts[part], run.seed) } },
    part,
    partOf(context, 0, 0.1)
  );
  const { columns } = await permutationImportance({
    score: async (table: Table) => outcomeOf(await scoreInPieces(scorer, table, { ...context, onProgress: () => undefined }), { ...rows, inputs: table }, positive), // prettier-ignore
    table: rows.inputs,
    columns: rows.inputs.columns.map(({ name }) => name),
    repeats: SHUFFLES,
    metric: scoringOf(ground.metric.id),
    rng: forkRng(run.seed, 'leaks/permutation'),
    context: partOf(context, 0.1, 1)
  });
  return columns.map((column) => ({ column: column.columns[0]!, drop: column.drop.value }));
}

function thinned(part: Uint32Array, seed: number): Uint32Array {
  const rng = forkRng(seed, 'leaks/rows');
  return part.length <= MOST_SHUFFLED ? part : part.filter(() => rng() < MOST_SHUFFLED / part.length);
}

async function without(probing: Probing, column: string, byItself: number | null, context: WorkContext): Promise<LeakProbe> {
  const { plan, ground } = probing;
  const judged = await foldsOf(
    probing,
    withOneValue(plan.rows, (name) => name === column),
    context
  );
  return probeWithout(ground, column, scoresOf(judged, ground.metric.id), byItself);
}

async function alone(probing: Probing, column: string, context: WorkContext): Promise<LeakProbe> {
  const { plan, ground } = probing;
  if (ground.columns < 2) return unknownProbe('one-column', column, 'There is only one column.');
  const judged = await foldsOf(
    probing,
    withOneValue(plan.rows, (name) => name !== column),
    context
  );
  return probeAlone(ground, column, await summed(judged, { plan, ground }, context));
}

/** The recipe stays as it is and names what it named; a column that holds one value everywhere can tell nothing. */
function withOneValue(rows: LabelledRows, isSilent: (name: string) => boolean): LabelledRows {
  const columns = rows.inputs.columns.map((column) => (isSilent(column.name) ? gatherColumn(column, new Uint32Array(rows.inputs.rows).fill(knownRow(column))) : column)); // prettier-ignore
  return { ...rows, inputs: { rows: rows.inputs.rows, columns } };
}

/** A row that has a value. */
function knownRow(column: Column): number {
  if (column.kind === 'image') return 0;
  const isKnown = (row: number) =>
    column.kind === 'category'
      ? column.codes[row]! >= 0
      : column.kind === 'text'
        ? column.missing[row] === 0
        : !Number.isNaN(column.values[row]);
  const length = column.kind === 'category' ? column.codes.length : column.kind === 'text' ? column.missing.length : column.values.length;
  for (let row = 0; row < length; row++) if (isKnown(row)) return row;
  return 0;
}

/** A tree of the place in the file alone, and of each number that is there to name rows. */
async function orders(probing: Probing, context: WorkContext): Promise<LeakProbe[]> {
  const { judged, plan } = probing;
  if (judged.run.split.kind === 'time') return [unknownProbe('order', null, 'The rows are divided by time, so their order is no secret.')];
  const { rows } = plan.rows.inputs;
  const place: NumberColumn = { kind: 'number', name: 'place', values: Float64Array.from({ length: rows }, (_, row) => row) };
  const ids = judged.experiment.dataset.columns.filter(({ role }) => role === 'id').map(({ name }) => name);
  const naming = judged.experiment.table.columns.filter((column) => column.kind === 'number' && ids.includes(column.name));
  const asked = [{ column: null, values: place as Column }, ...naming.slice(0, 2).map((values) => ({ column: values.name, values }))];
  const probes: LeakProbe[] = [];
  for (const [i, { column, values }] of asked.entries()) {
    const part = partOf(context, i / asked.length, (i + 1) / asked.length);
    probes.push(await refitted('order', column, () => byOrder(probing, column, values, part)));
  }
  return probes;
}

async function byOrder(
  { plan, folds, ground, services }: Probing,
  column: string | null,
  values: Column,
  context: WorkContext
): Promise<LeakProbe> {
  const tree = modelTypes.get('tree');
  const own = { ...plan, model: tree, params: defaultsOf(tree.params) as PlainRecord, steps: [] };
  const rows = { ...plan.rows, inputs: { rows: plan.rows.inputs.rows, columns: [values] } };
  const scoring = { ...plan.scoring, columns: [{ ...plan.scoring.columns[0]!, name: values.name, type: 'number' as const }] };
  const judged = await crossValidate(own, folds, rows, scoring, studyOutside(services, context));
  return probeOrder(ground, column, await summed(judged, { plan, ground }, context));
}

/** Rows of the validation part that stand, value for value and answer for answer, among the training rows. */
async function copies({ judged, ground }: Probing, context: WorkContext): Promise<LeakProbe> {
  const { parts, experiment } = judged;
  const { validation } = parts;
  if (validation.length === 0)
    return unknownProbe('copies', null, 'There is no validation part; copies on both sides of folds stand in the notes of the run.');
  const target = experiment.table.columns.filter(({ name }) => name === experiment.problem.target);
  const index = new RowIndex({ rows: experiment.table.rows, columns: [...judged.rows.inputs.columns, ...target] }, parts.train.length);
  index.addAll(parts.train);
  const isCopy = Array.from(validation, (row) => index.countOf(Uint32Array.of(row)) > 0);
  index.letGo();
  const count = isCopy.filter(Boolean).length;
  if (count === 0) return probeCopies(ground.metric, 0, validation.length, null);
  const { outcome } = await scorePart(judged, 'validation', context);
  const others = [...isCopy.keys()].filter((row) => !isCopy[row]);
  const scores = { all: scoreOutcome(ground.metric, outcome), without: scoreOutcome(ground.metric, gatherOutcome(outcome, others)) };
  return probeCopies(ground.metric, count, validation.length, scores);
}
