import type { CalibrationChoice } from '../../core/calibration-kind.ts';
import type { WorkContext } from '../../core/context.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { FairWay } from '../../core/fair-way.ts';
import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { CvSpec } from '../../core/split.ts';
import type { Experiment } from '../experiment/load-experiment.ts';
import type { RunRecord } from '../../storage/records/run.ts';
import type { CurrentSplit } from '../splitting/current-split.ts';

/** One training as it was asked for. */
export interface TrainJob {
  readonly projectId: string;
  readonly runId: string;
  readonly model: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly backend: string;
  readonly calibrate: CalibrationChoice;
  /** The package is to know where it should not be asked. */
  readonly limits?: LimitsAsked;
  /** How it is to bring groups together. */
  readonly fairly?: FairWay;
  readonly randomLabels: boolean;
  /** The search it is a trial of. */
  readonly parent?: string;
}

export interface TrainContext extends WorkContext {
  readonly onCurve: (point: CurvePoint) => void;
}

/** The same once its data and its division are known. */
export interface RunRequest {
  readonly runId: string;
  readonly cv: CvSpec | null;
  readonly backend: string;
  readonly calibrate: CalibrationChoice;
  readonly limits?: LimitsAsked;
  readonly experiment: Experiment;
  readonly split: CurrentSplit;
}

/** What was asked when a run was made, once its data and its division are there again. */
export const askedAgain = (run: RunRecord, experiment: Experiment, split: CurrentSplit, backend: string): RunRequest => ({
  runId: run.id,
  cv: run.cv,
  backend,
  calibrate: run.calibrate,
  limits: run.limits ?? false,
  experiment,
  split
});
