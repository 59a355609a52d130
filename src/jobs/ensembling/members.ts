import { ensembleUnfit } from '../../core/errors/training.ts';
import { isSameFolds } from '../../core/folds-for.ts';
import { canonicalJson } from '../../core/hash.ts';
import { finishedHash } from '../../core/kept-threshold.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { CvSpec } from '../../core/split.ts';
import { readPackage } from '../../predict/package-file.ts';
import type { Member } from '../../predict/models/ensemble.ts';
import type { MixTask } from '../../stages/ensemble/combine.ts';
import { ENSEMBLE } from '../../stages/ensemble/ensemble-type.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import { readOutOfFold } from '../training/out-of-fold.ts';

/** Runs that can answer together. */
export interface Members {
  readonly runs: readonly RunRecord[];
  readonly cv: CvSpec;
  /** What the folds' models said, all of the same rows in the same order. */
  readonly outcomes: readonly Outcome[];
}

const FEWEST = 2;

/** @throws LatheError `ensemble-unfit` when they do not go together */
export async function readMembers(storage: Storage, ids: readonly string[]): Promise<Members> {
  const runs: RunRecord[] = [];
  for (const id of new Set(ids)) runs.push(await storage.runs.get(id));
  const [first] = runs;
  if (!first || runs.length < FEWEST) throw ensembleUnfit(`${runs.length} ${runs.length === 1 ? 'run is' : 'runs are'} not several`);
  for (const run of runs) checkMember(run, first);
  const outcomes: Outcome[] = [];
  for (const run of runs) {
    const kept = await readOutOfFold(storage, run.id);
    if (!kept) throw ensembleUnfit(`what the folds of ${run.label} said was not kept`);
    outcomes.push(kept.outcome);
  }
  if (!outcomes.every(({ actual }) => actual.every((value, row) => value === outcomes[0]!.actual[row])))
    throw ensembleUnfit('their folds hold other rows');
  return { runs, cv: first.cv!, outcomes };
}

function checkMember(run: RunRecord, first: RunRecord): void {
  const refuse = (why: string) => ensembleUnfit(`${run.label} ${why}`);
  if (run.status !== 'done' || run.modelHash === '') throw refuse('is not finished');
  if (run.randomLabels !== first.randomLabels) throw refuse('was trained on shuffled answers and others were not');
  if (run.model === ENSEMBLE) throw refuse('is an ensemble itself');
  if (run.datasetHash !== first.datasetHash || run.splitHash !== first.splitHash)
    throw refuse('learned from other data or another division');
  if (canonicalJson(run.question as never) !== canonicalJson(first.question as never)) throw refuse('answers another question');
  if (!run.cv || !first.cv || !isSameFolds(run.cv, first.cv)) throw refuse('was not cross-validated over the same folds');
  if ((run.cv.repeats ?? 1) > 1) throw refuse('was judged over folds that were drawn several times');
}

/** What weights are learned from. */
export function mixTaskOf({ outcomes }: Pick<Members, 'outcomes'>): MixTask {
  const [first] = outcomes;
  const answers = outcomes.map((outcome) => (outcome.kind === 'classes' ? outcome.probabilities : outcome.predicted));
  return {
    answers,
    outputs: first!.kind === 'classes' ? first!.labels.length : 1,
    actual: first!.actual,
    weights: first!.weights,
    isClasses: first!.kind === 'classes'
  };
}

/** The models of runs, out of their packages; those that count nothing are left behind. */
export async function openMembers(storage: Storage, runs: readonly RunRecord[]): Promise<Member[]> {
  const members: Member[] = [];
  for (const run of runs) {
    const { model, recipe } = readPackage(await storage.packages.get(run.modelHash));
    members.push({ ...model, recipe: recipe as Member['recipe'], hash: finishedHash(run) });
  }
  return members;
}
