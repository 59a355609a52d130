import { taskMetrics } from './task-metrics.ts';
import { inSentence } from './words.ts';

/** Metrics as a sentence calls them, by id; a test holds them against the labels of the evaluation's registry. */
const names: Readonly<Record<string, string>> = {
  accuracy: 'accuracy',
  balanced_accuracy: 'balanced accuracy',
  roc_auc: 'area under the ROC curve',
  pr_auc: 'average precision',
  precision: 'precision',
  recall: 'recall',
  f1: 'F1',
  precision_weighted: 'precision, weighted',
  recall_weighted: 'recall, weighted',
  f1_weighted: 'F1, weighted',
  precision_micro: 'precision, micro',
  recall_micro: 'recall, micro',
  f1_micro: 'F1, micro',
  f2: 'F2',
  f05: 'F0.5',
  f2_weighted: 'F2, weighted',
  f05_weighted: 'F0.5, weighted',
  f2_micro: 'F2, micro',
  f05_micro: 'F0.5, micro',
  roc_auc_ovo: 'area under the ROC curve, one against one',
  roc_auc_weighted: 'area under the ROC curve, weighted',
  mcc: 'Matthews correlation',
  kappa: 'Cohen’s kappa',
  log_loss: 'log loss',
  brier: 'Brier score',
  ece: 'calibration error',
  rmse: 'root mean squared error',
  mae: 'mean absolute error',
  medae: 'median absolute error',
  mape: 'mean absolute percentage error',
  r2: 'R squared',
  explained_variance: 'explained variance',
  max_error: 'largest error'
};

/** "area under the ROC curve" for `roc_auc`; an id that is not known with its underscores as spaces. */
export function metricName(id: string): string {
  const ofTask = taskMetrics.find(id);
  return Object.hasOwn(names, id) ? names[id]! : ofTask ? inSentence(ofTask.label) : id.replaceAll('_', ' ');
}

/** "an area under the ROC curve", "a log loss". */
export const aMetric = (id: string): string =>
  `${/^([aeio]|F\d|R )/i.test(metricName(id)) && !/^recall/.test(metricName(id)) ? 'an' : 'a'} ${metricName(id)}`;
