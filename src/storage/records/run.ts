import { fairWays, parityKinds, type FairWay } from '../../core/fair-way.ts';
import { intervalKinds, setKinds } from '../../core/limits-choice.ts';
import { calibrationKinds, type CalibrationChoice } from '../../core/calibration-kind.ts';
import * as v from 'valibot';
import { dividing, recipeStep, splitSpec, type ProblemRecord } from './project.ts';
import { anyNumber, count, defineRecord, hash, hashOrEmpty, id, plainRecord, time } from './record.ts';
import type { KeptThreshold } from '../../core/kept-threshold.ts';
import type { CurvePoint } from '../../core/model.ts';
import type { Metric } from '../../core/outcome.ts';
import type { LimitsAsked } from '../../core/limits-choice.ts';
import type { PlainRecord } from '../../core/plain.ts';
import type { RecipeStep } from '../../core/recipe.ts';
import type { ForecastQuestion } from '../../core/forecast-question.ts';
import type { RecommendationQuestion } from '../../core/recommendation-question.ts';
import type { CvSpec, PartName, SplitSpec } from '../../core/split.ts';

/** What a run was asked to learn. */
export type Question = Pick<ProblemRecord, 'task' | 'target' | 'positive' | 'costs'> & RecommendationQuestion & ForecastQuestion;

/** One training run, with everything needed to run it again. */
export interface RunRecord {
  readonly id: string;
  readonly projectId: string;
  readonly model: string;
  /** The model's name in words. */
  readonly label: string;
  readonly params: PlainRecord;
  readonly seed: number;
  readonly cv: CvSpec | null;
  readonly calibrate: CalibrationChoice;
  /** Its package knows where it should not be asked. */
  readonly limits?: LimitsAsked;
  readonly requestedBackend: string;
  readonly backend: string;
  readonly datasetId: string;
  readonly datasetHash: string;
  readonly splitHash: string;
  /** The part of the problem that decides what is fitted, as it was then. */
  readonly question: Question;
  readonly split: SplitSpec;
  /** Chunk hashes of the row sets the run was made with: the project's split may change afterwards. */
  readonly parts: Readonly<Record<PartName, string>>;
  /** Training rows, feature columns, and classes where there are more than two: what its time is forecast by. */
  readonly shape: { readonly rows: number; readonly columns: number; readonly outputs?: number };
  readonly recipe: readonly RecipeStep[];
  readonly recipeHash: string;
  /** SHA-256 of the package, which is stored under it. Empty until the run is done. */
  readonly modelHash: string;
  /** What is stored under the hash tells what was found and answers no row; absent where it is a package. */
  readonly isFindingsOnly?: true;
  /** `paused` by a person, or `interrupted` with its tab: it can go on from what was kept of it. */
  readonly status: 'running' | 'paused' | 'interrupted' | 'done' | 'failed' | 'cancelled';
  readonly error: { readonly code: string; readonly message: string; readonly hint: string } | null;
  readonly startedAt: number;
  readonly fitMs: number;
  /** What was forecast before the run, from earlier runs on this device. */
  readonly predictedMs: number | null;
  readonly sizeBytes: number;
  /** What was forecast of `peakBytes`; absent where there was nothing to go by. */
  readonly predictedBytes?: number;
  /** The most memory it held at once, as far as it was counted. */
  readonly peakBytes?: number;
  /** The most that the page with all its workers held while it ran, as the browser measured it. */
  readonly pageBytes?: number;
  /** For one row, warm, on the device where it was trained; absent for runs of before, and for what makes no package. */
  readonly msPerRow?: number;
  readonly metrics: Readonly<Record<string, Readonly<Record<string, Metric>>>>;
  readonly folds: readonly Readonly<Record<string, number>>[] | null;
  readonly curve: readonly CurvePoint[];
  readonly notes: readonly string[];
  /** How it brings groups together; absent where it does not. */
  readonly fairly?: FairWay;
  /** Thresholds that a person gave it, the first first; the last is in force. */
  readonly thresholds?: readonly KeptThreshold[];
  /** Trained on shuffled answers, to see what luck alone gives. */
  readonly randomLabels: boolean;
  /** What a person calls it by. */
  readonly tags?: readonly string[];
  /** What a person wrote about it. */
  readonly comment?: string;
  /** Where it was made. */
  readonly environment?: RunEnvironment;
}

export interface RunEnvironment {
  /** The build of Lathe. */
  readonly build: string;
  /** What the browser says it is; empty where there is none. */
  readonly browser: string;
  /** Threads that a fit could work with, at most. */
  readonly threads: number;
}

const question = v.looseObject({
  task: v.string(),
  target: v.exactOptional(v.string()),
  positive: v.exactOptional(v.string()),
  costs: v.exactOptional(v.record(v.string(), v.record(v.string(), v.number())))
});

const metric = v.looseObject({ value: anyNumber, low: anyNumber, high: anyNumber, method: v.string(), n: anyNumber });

const cvSpec = v.looseObject({
  kind: v.picklist(['k-fold', 'stratified', 'group', 'time', 'fold-column']),
  ...dividing,
  folds: v.exactOptional(v.number()),
  repeats: v.exactOptional(v.number()),
  learnFrom: v.exactOptional(v.picklist(['before', 'around'])),
  embargo: v.exactOptional(v.number())
});

export const runKind = defineRecord<RunRecord>(
  'run',
  v.looseObject({
    id,
    projectId: id,
    model: v.string(),
    label: v.string(),
    params: plainRecord,
    seed: v.number(),
    cv: v.nullable(cvSpec),
    calibrate: v.picklist(['none', ...calibrationKinds]),
    limits: v.exactOptional(
      v.union([
        v.boolean(),
        v.looseObject({
          intervals: v.exactOptional(v.picklist(intervalKinds)),
          sets: v.exactOptional(v.picklist(setKinds)),
          by: v.exactOptional(v.string())
        })
      ])
    ),
    requestedBackend: v.string(),
    backend: v.string(),
    datasetId: v.string(),
    datasetHash: v.string(),
    splitHash: v.string(),
    question,
    split: splitSpec,
    parts: v.looseObject({ train: hash, validation: hash, test: hash }),
    shape: v.looseObject({ rows: count, columns: count, outputs: v.exactOptional(count) }),
    recipe: v.array(recipeStep),
    recipeHash: v.string(),
    modelHash: hashOrEmpty,
    isFindingsOnly: v.exactOptional(v.literal(true)),
    status: v.picklist(['running', 'paused', 'interrupted', 'done', 'failed', 'cancelled']),
    error: v.nullable(v.looseObject({ code: v.string(), message: v.string(), hint: v.string() })),
    startedAt: time,
    fitMs: v.number(),
    predictedMs: v.nullable(v.number()),
    sizeBytes: count,
    predictedBytes: v.exactOptional(v.number()),
    peakBytes: v.exactOptional(count),
    pageBytes: v.exactOptional(count),
    msPerRow: v.exactOptional(v.number()),
    metrics: v.record(v.string(), v.record(v.string(), metric)),
    folds: v.nullable(v.array(v.record(v.string(), anyNumber))),
    curve: v.array(v.looseObject({ step: v.number(), train: anyNumber, validation: v.nullable(anyNumber) })),
    notes: v.array(v.string()),
    fairly: v.exactOptional(v.looseObject({ way: v.picklist(fairWays), sensitive: v.string(), parity: v.picklist(parityKinds) })),
    thresholds: v.exactOptional(
      v.array(
        v.looseObject({
          threshold: v.nullable(v.number()),
          goal: v.string(),
          why: v.string(),
          by: v.string(),
          on: v.string(),
          at: time,
          modelHash: hash,
          before: hash
        })
      )
    ),
    randomLabels: v.boolean(),
    tags: v.exactOptional(v.array(v.string())),
    comment: v.exactOptional(v.string()),
    environment: v.exactOptional(v.looseObject({ build: v.string(), browser: v.string(), threads: count }))
  })
);
