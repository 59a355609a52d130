import { createRegistry, type Registry } from '../core/registry.ts';
import { associations } from './associations.ts';
import { autocorrelationChart } from './autocorrelation.ts';
import { calibration } from './calibration.ts';
import type { AnyChart } from './chart-type.ts';
import { clusterPicture } from './cluster-picture.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { dependence } from './dependence.ts';
import { drift } from './drift.ts';
import { histogram } from './histogram.ts';
import { importance } from './importance.ts';
import { intervals } from './intervals.ts';
import { latency } from './latency.ts';
import { learningCurve } from './learning-curve.ts';
import { missingPatterns } from './missing-patterns.ts';
import { missingValues } from './missing-values.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { places } from './places.ts';
import { precisionRecall } from './precision-recall.ts';
import { requests } from './requests.ts';
import { residuals } from './residuals.ts';
import { roc } from './roc.ts';
import { runsOverTime } from './runs-over-time.ts';
import { scatter } from './scatter.ts';
import { timeSeries } from './time-series.ts';
import { topValues } from './top-values.ts';

/** Every kind of chart, in the order of the work. Screens import the one they need; the gallery and the tests go through all. */
export const charts: Registry<AnyChart> = createRegistry<AnyChart>('chart', [
  histogram,
  topValues,
  missingValues,
  missingPatterns,
  associations,
  scatter,
  places,
  timeSeries,
  autocorrelationChart,
  learningCurve,
  runsOverTime,
  parallelCoordinates,
  intervals,
  clusterPicture,
  confusionMatrix,
  roc,
  precisionRecall,
  calibration,
  residuals,
  importance,
  dependence,
  drift,
  requests,
  latency
]);
