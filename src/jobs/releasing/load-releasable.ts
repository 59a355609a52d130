import { runNotDone } from '../../core/errors/judging.ts';
import { partEmpty } from '../../core/errors/splitting.ts';
import { isSpecialTask } from '../../core/special-task.ts';
import type { Table } from '../../core/table.ts';
import type { Scorer } from '../../predict/scorer.ts';
import type { ReleaseSubject } from '../../stages/package/release-check.ts';
import type { ProblemRecord } from '../../storage/records/project.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { loadJudged } from '../judging/load-judged.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import type { JobServices } from '../services.ts';
import { scoringPackage } from '../tasks/run-package.ts';
import { loadStudy } from '../tasks/study.ts';
import { releaseResult } from './release-result.ts';

/** A finished run as it is released. */
export interface Releasable {
  readonly run: RunRecord;
  readonly problem: ProblemRecord;
  readonly scorer: Scorer;
  /** Rows it was not fitted on, to check it with; the ones it was, where nothing is held out. */
  readonly rows: Table;
  readonly result: ReleaseSubject['result'];
}

/** @throws LatheError `run-not-done`, `part-empty`, or `model-cannot-score` of a run that found something and can't answer new rows */
export async function loadReleasable(services: JobServices, runId: string): Promise<Releasable> {
  const { storage } = services;
  const run = await storage.runs.get(runId);
  if (isSpecialTask(run.question.task)) {
    if (run.status !== 'done') throw runNotDone(run.label, run.status);
    const scorer = await openScorer(await scoringPackage(storage, run.modelHash));
    const { inputs, problem } = await loadStudy(storage, run.projectId, run);
    return { run, problem, scorer, rows: inputs, result: null };
  }
  const judged = await loadJudged(services, runId);
  const heldOut = judged.parts.validation.length > 0 ? judged.parts.validation : judged.parts.train;
  if (heldOut.length === 0) throw partEmpty('validation');
  const rows = takeRows(judged.rows, heldOut).inputs;
  return { run, problem: judged.experiment.problem, scorer: judged.scorer, rows, result: await releaseResult(judged, storage) };
}
