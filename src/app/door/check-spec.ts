import { calibrationKinds } from '../../core/calibration-kind.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
import { intervalKinds, setKinds, type LimitsChoice } from '../../core/limits-choice.ts';
import { searchStrategies } from '../../stages/tune/registry.ts';
import type { TrainSpec, TuneSpec } from '../api/training.ts';

const CV_KINDS = ['k-fold', 'stratified', 'group', 'time', 'fold-column'];
const BACKENDS = ['auto', 'webgpu', 'wasm', 'webgl', 'cpu'];
const CALIBRATIONS = ['none', ...calibrationKinds];
const MOST_TRIALS = 10_000;
const MOST_OUTER = 20;

/**
 * A script may hand in anything: what is not a training is refused before one is begun.
 * @throws LatheError `param-out-of-range` naming the first bad field
 */
export function checkTrainSpec(spec: TrainSpec): void {
  const given = typeof spec === 'object' && (spec as TrainSpec | null) !== null;
  if (!given) throw paramOutOfRange('train', 'spec', 'an object such as { model: "boosting" }', spec);
  const { seed = 0, cv, backend = 'auto', calibrate = 'none', limits = false } = spec;
  if (!Number.isInteger(seed) || seed < 0) throw paramOutOfRange('train', 'seed', 'a whole number from 0', seed);
  oneOf('backend', backend, BACKENDS);
  oneOf('calibrate', calibrate, CALIBRATIONS);
  checkLimits(limits);
  checkFairly(spec);
  if (cv) oneOf('cv.kind', cv.kind, CV_KINDS);
}

function checkFairly({ fairly, calibrate = 'none', limits = false }: TrainSpec): void {
  if (fairly?.way === 'reductions' && (calibrate !== 'none' || limits !== false))
    throw paramOutOfRange(
      'train',
      'fairly.way',
      'another with calibrate or limits: a mixture is drawn from, its chances mean no more',
      fairly.way
    );
}

function checkLimits(limits: unknown): void {
  if (typeof limits === 'boolean') return;
  if (typeof limits !== 'object' || limits === null)
    throw paramOutOfRange('train', 'limits', 'true, false, or an object such as { intervals: "quantiles", by: "region" }', limits);
  const { intervals = 'stretches', sets = 'adaptive', by = 'column' } = limits as LimitsChoice;
  oneOf('limits.intervals', intervals, intervalKinds);
  oneOf('limits.sets', sets, setKinds);
  if (typeof by !== 'string') throw paramOutOfRange('train', 'limits.by', 'the name of a category column', by);
}

/** @throws LatheError `param-out-of-range` naming the first bad field */
export function checkTuneSpec(spec: TuneSpec): void {
  checkTrainSpec(spec);
  oneOf(
    'search',
    spec.search,
    searchStrategies.all.map(({ id }) => id)
  );
  const { trials, outerFolds } = spec;
  if (outerFolds !== undefined && (!Number.isInteger(outerFolds) || outerFolds < 2 || outerFolds > MOST_OUTER))
    throw paramOutOfRange('tune', 'outerFolds', `a whole number from 2 to ${MOST_OUTER}`, outerFolds);
  if (!Number.isInteger(trials) || trials < 1 || trials > MOST_TRIALS)
    throw paramOutOfRange('tune', 'trials', `a whole number from 1 to ${MOST_TRIALS}`, trials);
}

function oneOf(field: string, value: unknown, allowed: readonly string[]): void {
  if (!allowed.includes(value as string)) throw paramOutOfRange('train', field, `one of ${allowed.join(', ')}`, value);
}
