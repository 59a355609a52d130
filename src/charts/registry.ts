import { createRegistry, type Registry } from '../core/registry.ts';
import { associations } from './associations.ts';
import { autocorrelationChart } from './autocorrelation.ts';
import { benefit } from './benefit.ts';
import { calibration } from './calibration.ts';
import type { AnyChart } from './chart-type.ts';
import { clusterPicture } from './cluster-picture.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { contributions } from './contributions.ts';
import { decisionField } from './decision-field.ts';
import { dependence } from './dependence.ts';
import { differences } from './differences.ts';
import { doseResponse } from './dose-response.ts';
import { drift } from './drift.ts';
import { columnEffect } from './column-effect.ts';
import { histogram } from './histogram.ts';
import { importance } from './importance.ts';
import { intervals } from './intervals.ts';
import { latency } from './latency.ts';
import { learningCurve } from './learning-curve.ts';
import { localLine } from './local-line.ts';
import { missingPatterns } from './missing-patterns.ts';
import { missingValues } from './missing-values.ts';
import { pairEffect } from './pair-effect.ts';
import { parallelCoordinates } from './parallel-coordinates.ts';
import { pictureHeat } from './picture-heat.ts';
import { places } from './places.ts';
import { profit } from './profit.ts';
import { precisionRecall } from './precision-recall.ts';
import { priceFront } from './price-front.ts';
import { requests } from './requests.ts';
import { residuals } from './residuals.ts';
import { roc } from './roc.ts';
import { runsOverTime } from './runs-over-time.ts';
import { scatter } from './scatter.ts';
import { scoreByRows } from './score-by-rows.ts';
import { timeSeries } from './time-series.ts';
import { tradeOff } from './trade-off.ts';
import { topValues } from './top-values.ts';
import { waterfall } from './waterfall.ts';

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
  scoreByRows,
  runsOverTime,
  parallelCoordinates,
  intervals,
  differences,
  clusterPicture,
  confusionMatrix,
  roc,
  precisionRecall,
  calibration,
  benefit,
  profit,
  residuals,
  doseResponse,
  importance,
  dependence,
  pairEffect,
  tradeOff,
  contributions,
  columnEffect,
  waterfall,
  localLine,
  decisionField,
  pictureHeat,
  drift,
  requests,
  latency,
  priceFront
]);
