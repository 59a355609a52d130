import { foldsFor, isSameFolds } from '../../core/folds-for.ts';
import { asksModels, type LimitsAsked } from '../../core/limits-choice.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { CvSpec, SplitSpec } from '../../core/split.ts';
import { forecastRunMemory, type MemoryForecast } from '../../stages/govern/run-memory.ts';
import { forecastRunTime, roundsOf, type RunSize, type TimedRun, type TimeForecast } from '../../stages/govern/run-time.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';
import { modelTypes } from '../model-types.ts';
import { ENOUGH_RESIDUALS } from './interval-of-fit.ts';

interface PlannedRun {
  readonly model: string;
  readonly params: PlainRecord;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
  readonly limits?: LimitsAsked;
  readonly task: string;
  readonly split: SplitSpec;
  readonly shape: RunRecord['shape'];
}

/** How long a run will take, and the most memory it will hold; the memory is null where none was counted. */
export interface RunForecast extends TimeForecast {
  readonly memory: MemoryForecast | null;
}

/** What this run will probably cost, from the finished runs of the same model on this device; null when there is nothing to go by. */
export async function forecastCost(storage: Storage, planned: PlannedRun): Promise<RunForecast | null> {
  const projects = await storage.projects.list();
  const runs = (await Promise.all(projects.map((project) => storage.runs.list(project.id)))).flat();
  const done = runs.filter((run) => run.status === 'done');
  const time = forecastRunTime(done.map(timed), sizeOf(planned));
  const memory = forecastRunMemory(
    done.map((run) => ({ ...sizeOf({ ...run, task: run.question.task }), peakBytes: run.peakBytes ?? 0 })),
    sizeOf(planned)
  );
  return time && { ...time, memory };
}

/** The forecast as it stands in the record of the run. */
export async function foretold(storage: Storage, planned: PlannedRun): Promise<Pick<RunRecord, 'predictedMs' | 'predictedBytes'>> {
  const forecast = await forecastCost(storage, planned);
  const memory = forecast?.memory;
  return { predictedMs: forecast?.ms ?? null, ...(memory ? { predictedBytes: memory.bytes } : {}) };
}

const timed = (run: RunRecord): TimedRun => ({
  ...sizeOf({ ...run, task: run.question.task }),
  backend: run.backend,
  fitMs: run.fitMs
});

function sizeOf(run: PlannedRun): RunSize {
  const { model, shape } = run;
  return {
    model,
    rows: shape.rows,
    columns: shape.columns,
    outputs: shape.outputs ?? 1,
    fits: fitsOf(run),
    rounds: roundsOf(modelTypes.find(model)?.family, run.params)
  };
}

const FOLDS = 5;

/** The last fit, the folds it is judged by, and those left out for its package where these are not the same. */
function fitsOf({ cv, calibrate, limits = false, task, split, shape }: PlannedRun): number {
  const judged = cv ? (cv.folds ?? FOLDS) * (cv.repeats ?? 1) : 0;
  const needed = task === 'regression' || calibrate !== 'none' || limits !== false;
  const isShared = cv !== null && isSameFolds(cv, foldsFor(split, task));
  const enough =
    task === 'regression' && split.kind !== 'group' && !asksModels(limits)
      ? Math.ceil((ENOUGH_RESIDUALS * FOLDS) / Math.max(1, shape.rows))
      : FOLDS;
  return 1 + judged + (needed && !isShared ? Math.min(FOLDS, enough) : 0);
}
