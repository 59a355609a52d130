import { compareRuns } from '../src/jobs/judging/compare-runs.ts';
import { dataCurveOfRun } from '../src/jobs/judging/data-curve-of-run.ts';
import { errorTreeOfRun } from '../src/jobs/judging/error-tree-of-run.ts';
import { evaluateRun } from '../src/jobs/judging/evaluate-run.ts';
import { explainRun } from '../src/jobs/judging/explain-run.ts';
import { fairnessOfRun } from '../src/jobs/judging/fairness-of-run.ts';
import { mitigateRun } from '../src/jobs/judging/mitigate-run.ts';
import { keepThreshold } from '../src/jobs/judging/keep-threshold.ts';
import { probeLeaks } from '../src/jobs/judging/probe-leaks.ts';
import { rowsBehindOf } from '../src/jobs/judging/rows-behind.ts';
import { thresholdOfRun } from '../src/jobs/judging/threshold-of-run.ts';
import { treeOfRun } from '../src/jobs/judging/tree-of-run.ts';
import { exportModel } from '../src/jobs/releasing/export-model.ts';
import { inputsOfPackage, scoreWithPackage } from '../src/jobs/releasing/score-with-package.ts';
import { alterPackage, inspectPackage } from '../src/jobs/releasing/package-contents.ts';
import { registerRun } from '../src/jobs/releasing/register-run.ts';
import type { TrainingServices } from '../src/jobs/services.ts';
import { replayRun } from '../src/jobs/training/replay-run.ts';
import { resumeRun } from '../src/jobs/training/resume-run.ts';
import { reportAuto } from '../src/jobs/training/report-auto.ts';
import { glanceAtSearch, reportSearch } from '../src/jobs/training/report-search.ts';
import { train } from '../src/jobs/training/train.ts';
import { tryTraining } from '../src/jobs/training/trial.ts';
import type { TrainingApi } from '../src/wire/contracts.ts';
import { workContext } from '../src/wire/work-context.ts';
import { breakingApi } from './breaking-api.ts';

/** The jobs of the training worker under the names the page calls them by. @param ready gives the services, opened when first needed */
export const trainingApi = (ready: () => Promise<TrainingServices>, surveyBackends: TrainingApi['backends']): TrainingApi => ({
  ...breakingApi(ready),
  train: async (job, signal, onProgress, onCurve) => train(job, await ready(), { ...workContext(signal, onProgress), onCurve }),
  resume: async (job, signal, onProgress, onCurve) => resumeRun(job, await ready(), { ...workContext(signal, onProgress), onCurve }),
  tryTraining: async (job, signal, onProgress, onCurve) => tryTraining(job, await ready(), { ...workContext(signal, onProgress), onCurve }),
  reportSearch: async (job, signal, onProgress) => reportSearch(job, await ready(), workContext(signal, onProgress)),
  glanceAtSearch: ({ search }) => Promise.resolve(glanceAtSearch(search)),
  reportAuto: async (job, signal, onProgress) => reportAuto(job, await ready(), workContext(signal, onProgress)),
  evaluate: async (job, signal, onProgress) => evaluateRun(job, await ready(), workContext(signal, onProgress)),
  compare: async (job, signal, onProgress) => compareRuns(job, await ready(), workContext(signal, onProgress)),
  threshold: async (job, signal, onProgress) => thresholdOfRun(job, await ready(), workContext(signal, onProgress)),
  keepThreshold: async (job, signal, onProgress) => keepThreshold(job, await ready(), workContext(signal, onProgress)),
  explain: async (job, signal, onProgress) => explainRun(job, await ready(), workContext(signal, onProgress)),
  errorTree: async (job, signal, onProgress) => errorTreeOfRun(job, await ready(), workContext(signal, onProgress)),
  rowsBehind: async (job, signal, onProgress) => rowsBehindOf(job, await ready(), workContext(signal, onProgress)),
  probeLeaks: async (job, signal, onProgress) => probeLeaks(job, await ready(), workContext(signal, onProgress)),
  dataCurve: async (job, signal, onProgress) => dataCurveOfRun(job, await ready(), workContext(signal, onProgress)),
  mitigate: async (job, signal, onProgress) => mitigateRun(job, await ready(), workContext(signal, onProgress)),
  fairness: async (job, signal, onProgress) => fairnessOfRun(job, await ready(), workContext(signal, onProgress)),
  score: async (job) => scoreWithPackage(job, await ready()),
  inputs: async (job) => inputsOfPackage(job, await ready()),
  tree: async (job) => treeOfRun(job, await ready()),
  inspectPackage: async (job) => inspectPackage(job, await ready()),
  alterPackage: async (job) => alterPackage(job, await ready()),
  register: async (job, signal, onProgress) => registerRun(job, await ready(), workContext(signal, onProgress)),
  exportModel: async (job, signal, onProgress) =>
    exportModel(job, await ready(), await import('virtual:predict-runtime'), workContext(signal, onProgress)),
  replay: async (job, signal, onProgress) => replayRun(job, await ready(), workContext(signal, onProgress)),
  backends: surveyBackends
});
