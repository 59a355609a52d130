import { partOf, type WorkContext } from '../core/context.ts';
import { labelsNotClasses, noTarget } from '../core/errors/training.ts';
import type { LabelReport } from '../core/label-report.ts';
import { resolveParams } from '../core/params.ts';
import { createRng, type Rng } from '../core/rng.ts';
import { gather, type Column, type RowSet, type Table } from '../core/table.ts';
import type { ClassTarget } from '../core/target.ts';
import { boostingScorer } from '../predict/models/boosting.ts';
import { findLabelErrors } from '../stages/explore/labels/confident-learning.ts';
import { classesOf } from '../stages/explore/audit/classes.ts';
import { boosting } from '../stages/train/models/boosting.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { ProjectRecord } from '../storage/records/project.ts';
import { cachedResult, resultId, type ResultKey } from './cached-result.ts';
import type { JobServices } from './services.ts';
import { sealedRows } from './splitting/sealed-rows.ts';

const FOLDS = 5;
const SEED = 20_260_303;
/** A learner that is fast and does not learn single rows by heart. */
const PARAMS = { maxIter: 50, learningRate: 0.1, maxLeafNodes: 8, l2Regularization: 1 } as const;
/** The folds are drawn anew so often where there are few rows, and the answers averaged: a single fit is surer than it should be. */
const REPEATS = 3;
const MANY_ROWS = 10_000;
const FEWEST_IN_LEAF = 5;

/** What an earlier search found; null until one was made. */
export async function knownLabelReport(
  dataset: DatasetRecord,
  target: string,
  { storage }: Pick<JobServices, 'storage'>
): Promise<LabelReport | null> {
  const project = await storage.projects.get(dataset.projectId);
  const known = await storage.results.find(resultId(labelKey(dataset, target, project)), dataset.projectId);
  return known ? (known.value as unknown as LabelReport) : null;
}

/** What the search looks at, and where its answer is kept: nothing else may change the answer. */
export function labelKey(dataset: DatasetRecord, target: string, { split }: Pick<ProjectRecord, 'split'>): ResultKey {
  const roles = dataset.columns.map(({ name, role }) => `${name}=${role}`).join(',');
  return { kind: 'label-errors', version: 2, datasetHash: dataset.hash, more: [roles, target, divisionOf(split)] };
}

/** Which rows are sealed. */
export const divisionOf = (split: ProjectRecord['split']): string => split?.hash ?? '';

/**
 * Looks for wrong labels: a learner is fitted on four fifths of the rows and asked about the last fifth, five times over. The sealed test part takes
 * no part: cleaned by what a learner contradicts, it would flatter every score. Made once for a version and its division.
 * @throws LatheError `no-target`, `labels-not-classes`; what the fit throws; the abort
 */
export async function findLabelErrorsIn(
  job: { readonly datasetId: string },
  services: JobServices,
  context: WorkContext
): Promise<LabelReport> {
  const { storage } = services;
  const dataset = await storage.datasets.get(job.datasetId);
  const project = await storage.projects.get(dataset.projectId);
  const { problem } = project;
  const target = dataset.columns.find(({ name }) => name === problem?.target);
  if (!target) throw noTarget();
  if (problem?.task === 'regression' || target.kind === 'time' || target.kind === 'text' || target.kind === 'image')
    throw labelsNotClasses(target.name);
  return cachedResult(services, dataset.projectId, labelKey(dataset, target.name, project), async () => {
    const names = dataset.columns.filter((column) => isLearned(column, target.name)).map(({ name }) => name);
    const table = await storage.datasets.readTable(dataset.id, [...names, target.name]);
    const sealed = await sealedRows(dataset, services);
    return { ...findLabelErrors(await outOfFold(table, target.name, sealed, context)), sealed: sealed.length };
  });
}

const isLearned = ({ name, role, kind }: DatasetRecord['columns'][number], target: string): boolean =>
  name !== target && (role === 'feature' || role === 'sensitive') && (kind === 'number' || kind === 'category' || kind === 'time');

/** Rows with a label, each answered by a fit that has not seen it. @param table features, the target last @param sealed rows to leave alone */
export async function outOfFold(table: Table, target: string, sealed: RowSet, context: WorkContext) {
  const answer = table.columns.at(-1)!;
  const { codes: all, labels } = classesOf(answer);
  const isSealed = new Uint8Array(table.rows);
  for (const row of sealed) isSealed[row] = 1;
  const rows = Uint32Array.from(all.keys()).filter((row) => all[row]! >= 0 && isSealed[row] === 0);
  const codes = Int32Array.from(rows, (row) => all[row]!);
  const features = gather({ rows: table.rows, columns: table.columns.slice(0, -1).map(asFeature) }, rows);
  const repeats = rows.length > MANY_ROWS ? 1 : REPEATS;
  const probabilities = new Float64Array(rows.length * labels.length);
  for (let fit = 0; fit < repeats * FOLDS; fit++) {
    const [repeat, fold] = [Math.floor(fit / FOLDS), fit % FOLDS];
    const folds = stratified(codes, labels.length, createRng(SEED + repeat));
    const held = Uint32Array.from(codes.keys()).filter((i) => folds[i] === fold);
    const learned = Uint32Array.from(codes.keys()).filter((i) => folds[i] !== fold);
    const answers: ClassTarget = { kind: 'classes', name: target, labels, codes: Int32Array.from(learned, (i) => codes[i]!) };
    const part = partOf(context, fit / (repeats * FOLDS), (fit + 1) / (repeats * FOLDS));
    const said = await answersOf(gather(features, learned), answers, gather(features, held), part);
    held.forEach((i, at) => {
      for (let c = 0; c < labels.length; c++) probabilities[i * labels.length + c]! += said[at * labels.length + c]! / repeats;
    });
  }
  return { target, rows, codes, labels, probabilities };
}

async function answersOf(learned: Table, target: ClassTarget, asked: Table, context: WorkContext): Promise<Float64Array> {
  const minSamplesLeaf = Math.max(FEWEST_IN_LEAF, Math.min(20, Math.floor(learned.rows / 50)));
  const params = resolveParams('boosting', boosting.params, { ...PARAMS, minSamplesLeaf });
  const fitContext = {
    ...context,
    rng: createRng(SEED),
    onCurve: () => undefined,
    openEngine: () => Promise.reject(new Error('Boosting needs none.'))
  };
  const { state } = await boosting.fit({ features: learned, target, weights: null }, params, fitContext);
  return boostingScorer.compile(state)(asked);
}

/** Moments are numbers to a tree. */
const asFeature = (column: Column): Column => (column.kind === 'time' ? { ...column, kind: 'number' } : column);

/** A fold for each row, the same share of each class in each. */
function stratified(codes: Int32Array, classes: number, rng: Rng): Uint8Array {
  const folds = new Uint8Array(codes.length);
  const order = Uint32Array.from(codes.keys());
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(rng() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  const next = new Uint32Array(classes);
  for (const i of order) folds[i] = next[codes[i]!]!++ % FOLDS;
  return folds;
}
