import { runNotDone } from '../../core/errors/judging.ts';
import type { WorkContext } from '../../core/context.ts';
import type { Outcome } from '../../core/outcome.ts';
import type { PartName, Parts } from '../../core/split.ts';
import type { PackageTarget } from '../../predict/package-type.ts';
import { decodePackage } from '../../predict/package-file.ts';
import type { Scorer } from '../../predict/scorer.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { asDivided } from '../experiment/kinship-of.ts';
import { loadExperiment, type Experiment } from '../experiment/load-experiment.ts';
import { withAsked } from '../experiment/asked-inputs.ts';
import { takeRows, type LabelledRows } from '../experiment/labelled-rows.ts';
import { outcomeOf } from '../experiment/outcome-of.ts';
import { typeOfRun } from '../model-types.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import type { JobServices } from '../services.ts';
import { readSplit } from '../splitting/current-split.ts';
import { planRun } from '../training/plan-run.ts';

/** A finished run with its own data, its own division and its own model, whatever the project looks like by now. */
export interface JudgedRun {
  readonly run: RunRecord;
  readonly experiment: Experiment;
  readonly parts: Parts;
  /** All rows, with the answers the run was trained on. */
  readonly rows: LabelledRows;
  readonly positive: number | null;
  readonly scorer: Scorer;
}

/** @throws LatheError `run-not-done` */
export async function loadJudged(services: JobServices, runId: string): Promise<JudgedRun> {
  const run = await services.storage.runs.get(runId);
  if (run.status !== 'done') throw runNotDone(run.label, run.status);
  const experiment = await loadExperiment(services.storage, run.projectId, run);
  const { parts } = await readSplit(services, { parts: run.parts, hash: run.splitHash, spec: run.split });
  const plan = planRun(experiment, parts, { ...run, model: typeOfRun(run.model), steps: run.recipe });
  const scorer = await openScorer(await decodePackage(await services.storage.packages.get(run.modelHash)));
  const rows = withAsked(
    plan.rows,
    experiment.table,
    scorer.pkg.inputs.map(({ name }) => name)
  );
  return { run, experiment, parts, rows, positive: positiveOf(scorer.pkg.target), scorer };
}

/** As the model was trained, whatever would be chosen today. */
const positiveOf = ({ labels, positive }: PackageTarget): number | null =>
  labels?.length === 2 && positive !== undefined ? labels.indexOf(positive) : null;

export async function scorePart(
  judged: JudgedRun,
  part: PartName,
  context: WorkContext
): Promise<{ outcome: Outcome; rows: LabelledRows }> {
  const rows = asDivided(takeRows(judged.rows, judged.parts[part]), judged.run.split);
  return { outcome: outcomeOf(await scoreInPieces(judged.scorer, rows.inputs, context), rows, judged.positive), rows };
}
