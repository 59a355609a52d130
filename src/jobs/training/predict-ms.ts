import type { CvSpec } from '../../core/split.ts';
import { forecastRunTime, type TimedRun } from '../../stages/govern/run-time.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { Storage } from '../../storage/storage.ts';

interface PlannedRun {
  readonly model: string;
  readonly cv: CvSpec | null;
  readonly calibrate: string;
  readonly rows: number;
  readonly columns: number;
}

/** How long this run will probably take, from the finished runs of the same model on this device; null when there is nothing to go by. */
export async function predictMs(storage: Storage, planned: PlannedRun): Promise<number | null> {
  const projects = await storage.projects.list();
  const runs = (await Promise.all(projects.map((project) => storage.runs.list(project.id)))).flat();
  const history = runs.filter((run) => run.status === 'done').map(timed);
  return forecastRunTime(history, { ...planned, fits: fitsOf(planned) })?.ms ?? null;
}

const timed = (run: RunRecord): TimedRun => ({ model: run.model, backend: run.backend, ...run.shape, fits: fitsOf(run), fitMs: run.fitMs });

const CALIBRATION_FOLDS = 5;

const fitsOf = ({ cv, calibrate }: Pick<PlannedRun, 'cv' | 'calibrate'>): number =>
  1 + (cv ? (cv.folds ?? 5) * (cv.repeats ?? 1) : 0) + (calibrate === 'none' ? 0 : CALIBRATION_FOLDS);
