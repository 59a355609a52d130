import { createRegistry } from '../../core/registry.ts';
import type { MetricType } from './metric-type.ts';
import { accuracy } from './metrics/accuracy.ts';
import { kappa, matthews } from './metrics/agreement.ts';
import { balancedAccuracy } from './metrics/balanced-accuracy.ts';
import { concordance } from './metrics/concordance.ts';
import { ece } from './metrics/ece.ts';
import { explainedVariance, rSquared } from './metrics/explained.ts';
import { ndcg } from './metrics/ndcg.ts';
import { mae, maxError, meanPercentageError, medianError, rmse } from './metrics/number-errors.ts';
import { prAuc } from './metrics/pr-auc.ts';
import { precisionRecallF1 } from './metrics/precision-recall-f1.ts';
import { brier, logLoss } from './metrics/probability-losses.ts';
import { rocAucPairs, rocAucWeighted } from './metrics/roc-auc-averages.ts';
import { rocAuc } from './metrics/roc-auc.ts';

/** Every metric, in the order it is shown. Adding one is a file in metrics/ and a line here. */
export const metrics = createRegistry<MetricType>('metric', [
  accuracy,
  balancedAccuracy,
  rocAuc,
  rocAucWeighted,
  rocAucPairs,
  prAuc,
  ...precisionRecallF1,
  matthews,
  kappa,
  logLoss,
  brier,
  ece,
  rmse,
  mae,
  medianError,
  meanPercentageError,
  rSquared,
  explainedVariance,
  maxError,
  ndcg,
  concordance
]);
