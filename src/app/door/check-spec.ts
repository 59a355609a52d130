import { calibrationKinds } from '../../core/calibration-kind.ts';
import { paramOutOfRange } from '../../core/errors/anywhere.ts';
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
  if (typeof limits !== 'boolean') throw paramOutOfRange('train', 'limits', 'true or false', limits);
  if (cv) oneOf('cv.kind', cv.kind, CV_KINDS);
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
