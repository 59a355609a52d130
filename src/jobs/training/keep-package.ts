import type { Metric } from '../../core/outcome.ts';
import { decodePackage, encodePackage, packageHash } from '../../predict/package-file.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { judge } from '../../stages/evaluate/judge.ts';
import { asDivided } from '../experiment/kinship-of.ts';
import { withAsked } from '../experiment/asked-inputs.ts';
import { takeRows } from '../experiment/labelled-rows.ts';
import { outcomeOf } from '../experiment/outcome-of.ts';
import { openScorer } from '../scoring/open-scorer.ts';
import { scoreInPieces } from '../scoring/score-in-pieces.ts';
import { timeRow } from '../scoring/time-row.ts';
import type { TrainingServices } from '../services.ts';
import type { RunPlan } from './plan-run.ts';
import type { RunRequest, TrainContext } from './run-request.ts';

/** What is spent on timing an answer: little, for a search makes many packages. */
const TIMING_MS = 20;

/** Success is said only after the package was read back from storage and decoded. @returns how long it takes for a row here, too */
export async function keepPackage(projectId: string, pkg: ModelPackage, { storage, clock }: TrainingServices) {
  const bytes = encodePackage(pkg);
  const hash = await packageHash(bytes);
  await storage.packages.put(projectId, hash, bytes);
  const readBack = await decodePackage(await storage.packages.get(hash));
  return { hash, sizeBytes: bytes.length, readBack, msPerRow: timeRow(readBack, clock, TIMING_MS) };
}

/** Null where there is no validation part: then the scores over folds are all there is. */
export async function judgeValidation(
  plan: RunPlan,
  { split, experiment }: RunRequest,
  pkg: ModelPackage,
  context: TrainContext
): Promise<Record<string, Metric> | null> {
  if (plan.parts.validation.length === 0) return null;
  const asked = pkg.inputs.map(({ name }) => name);
  const rows = asDivided(takeRows(withAsked(plan.rows, experiment.table, asked), plan.parts.validation), split.spec);
  const outcome = outcomeOf(await scoreInPieces(await openScorer(pkg), rows.inputs, context), rows, plan.scoring.positive);
  return judge(outcome, { seed: plan.seed, context });
}
