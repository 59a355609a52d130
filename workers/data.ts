import { auditDataset } from '../src/jobs/audit.ts';
import { suggestProblemFor } from '../src/jobs/describe-problem.ts';
import { exportArchive } from '../src/jobs/archive-export.ts';
import { exportCsv } from '../src/jobs/export-csv.ts';
import { measureFeaturePower } from '../src/jobs/feature-power.ts';
import { importArchive } from '../src/jobs/archive-import.ts';
import { importCsv } from '../src/jobs/import-csv.ts';
import { importImages } from '../src/jobs/import-images.ts';
import { measureGroups } from '../src/jobs/anonymity.ts';
import { monitorDeployment } from '../src/jobs/monitor.ts';
import { previewCsv } from '../src/jobs/preview-csv.ts';
import { scanPrivacy } from '../src/jobs/privacy.ts';
import { profileDataset } from '../src/jobs/profile.ts';
import { readImages } from '../src/jobs/read-images.ts';
import { readRows } from '../src/jobs/read-rows.ts';
import { predictWithDeployment, takeFeedback } from '../src/jobs/serving/predict.ts';
import { sendTestTraffic } from '../src/jobs/serving/send-test-traffic.ts';
import { scoreBatch } from '../src/jobs/serving/score-batch.ts';
import { forecastRuns } from '../src/jobs/training/forecast.ts';
import { setColumn } from '../src/jobs/set-column.ts';
import { checkRecipe, previewRecipe, suggestRecipeFor } from '../src/jobs/preparing/recipe-jobs.ts';
import { scalerBothWays } from '../src/jobs/preparing/scaler-both-ways.ts';
import { describeSplit } from '../src/jobs/splitting/describe-split.ts';
import { setSplit, suggestSplitFor } from '../src/jobs/splitting/set-split.ts';
import { tryChange } from '../src/jobs/try-change.ts';
import { validateRules } from '../src/jobs/validate-rules.ts';
import { countValues } from '../src/jobs/value-counts.ts';
import type { ServingServices } from '../src/jobs/services.ts';
import { openStorage } from '../src/storage/open-storage.ts';
import type { DataApi } from '../src/wire/contracts.ts';
import { serve } from '../src/wire/serve.ts';
import { workContext } from '../src/wire/work-context.ts';
import { decodeImage } from './image-decoder.ts';

/** One database connection for the life of the worker, opened when first needed. */
let services: Promise<ServingServices> | null = null;

const ready = (): Promise<ServingServices> =>
  (services ??= openStorage().then((storage) => ({
    storage,
    now: () => Date.now(),
    clock: () => performance.now(),
    draw: () => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32,
    newId: () => crypto.randomUUID()
  })));

/** Quick looks are not stopped. */
const never = new AbortController().signal;

const api: DataApi = {
  importCsv: async (job, signal, onProgress) => importCsv(job, await ready(), workContext(signal, onProgress)),
  importImages: async (job, signal, onProgress) =>
    importImages(job, { ...(await ready()), decode: decodeImage }, workContext(signal, onProgress)),
  setColumn: async (job) => setColumn(job, await ready()),
  rows: async (job) => readRows(job, await ready()),
  images: async (job) => readImages(job, await ready()),
  validate: async (job) => validateRules(job, await ready()),
  profile: async (job, signal, onProgress) => profileDataset(job, await ready(), workContext(signal, onProgress)),
  audit: async (job, signal, onProgress) => auditDataset(job, await ready(), workContext(signal, onProgress)),
  previewCsv: (job, signal, onProgress) => previewCsv(job, workContext(signal, onProgress)),
  exportCsv: async (job, signal, onProgress) => exportCsv(job, await ready(), workContext(signal, onProgress)),
  countValues: async (job) => countValues(job, await ready()),
  featurePower: async (job, signal, onProgress) => measureFeaturePower(job, await ready(), workContext(signal, onProgress)),
  tryChange: async (job) => tryChange(job, await ready()),
  suggestProblem: async (job, signal, onProgress) => suggestProblemFor(job, await ready(), workContext(signal, onProgress)),
  privacy: async (job, signal, onProgress) => scanPrivacy(job, await ready(), workContext(signal, onProgress)),
  measureGroups: async (job, signal, onProgress) => measureGroups(job, await ready(), workContext(signal, onProgress)),
  setSplit: async (job) => setSplit(job, await ready()),
  suggestSplit: async (job) => suggestSplitFor(job, await ready()),
  describeSplit: async (job) =>
    describeSplit(
      job,
      await ready(),
      workContext(never, () => undefined)
    ),
  scalerBothWays: async (job) => scalerBothWays(job, await ready()),
  forecast: async (job) => forecastRuns(job, await ready()),
  suggestRecipe: async (job) => suggestRecipeFor(job, await ready()),
  checkRecipe: async (job) => checkRecipe(job, await ready()),
  previewRecipe: async (job) => previewRecipe(job, await ready()),
  predict: async (job) => predictWithDeployment(job, await ready()),
  sendTestTraffic: async (job, signal, onProgress) => sendTestTraffic(job, await ready(), workContext(signal, onProgress)),
  feedback: async (job) => takeFeedback(job, await ready()),
  batch: async (job, signal, onProgress) => scoreBatch(job, await ready(), workContext(signal, onProgress)),
  monitor: async (job, signal, onProgress) => monitorDeployment(job, await ready(), workContext(signal, onProgress)),
  exportArchive: async (job, signal, onProgress) => exportArchive(job, (await ready()).storage, workContext(signal, onProgress)),
  importArchive: async (job, signal, onProgress) => importArchive(job, (await ready()).storage, Date.now(), workContext(signal, onProgress))
};

serve(api, 'data');
