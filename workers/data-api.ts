import { addImages } from '../src/jobs/images/add-images.ts';
import { alikeImages } from '../src/jobs/images/alike-images.ts';
import { auditDataset } from '../src/jobs/audit.ts';
import { suggestProblemFor } from '../src/jobs/describe-problem.ts';
import { describeSeriesOf } from '../src/jobs/exploring/describe-series.ts';
import { crossFilterDataset } from '../src/jobs/exploring/cross-filter.ts';
import { findLabelErrorsIn } from '../src/jobs/find-label-errors.ts';
import { exportArchive } from '../src/jobs/archive-export.ts';
import { exportData } from '../src/jobs/export-data.ts';
import { exportCsv } from '../src/jobs/export-csv.ts';
import { measureFeaturePower } from '../src/jobs/feature-power.ts';
import { importArchive } from '../src/jobs/archive-import.ts';
import { importCsv } from '../src/jobs/import-csv.ts';
import { importFile } from '../src/jobs/import-file.ts';
import { importImages } from '../src/jobs/import-images.ts';
import type { ImageServices } from '../src/jobs/images/decode-images.ts';
import { measureGroups } from '../src/jobs/anonymity.ts';
import { monitorDeployment } from '../src/jobs/monitor.ts';
import { previewCsv } from '../src/jobs/preview-csv.ts';
import { previewFile } from '../src/jobs/preview-file.ts';
import { scanPrivacy } from '../src/jobs/privacy.ts';
import { profileDataset } from '../src/jobs/profile.ts';
import { readImages } from '../src/jobs/read-images.ts';
import { readRows } from '../src/jobs/read-rows.ts';
import { predictWithDeployment, takeFeedback } from '../src/jobs/serving/predict.ts';
import { sendTestTraffic } from '../src/jobs/serving/send-test-traffic.ts';
import { scoreBatch } from '../src/jobs/serving/score-batch.ts';
import { importanceOfRun } from '../src/jobs/training/importance-of-run.ts';
import { shapesOfRun } from '../src/jobs/training/shapes-of-run.ts';
import { coefficientsOfRun } from '../src/jobs/training/coefficients-of-run.ts';
import { forecastRuns } from '../src/jobs/training/forecast.ts';
import { setColumn } from '../src/jobs/set-column.ts';
import { checkRecipe, previewRecipe, suggestRecipeFor } from '../src/jobs/preparing/recipe-jobs.ts';
import { scalerBothWays } from '../src/jobs/preparing/scaler-both-ways.ts';
import { describeSplit } from '../src/jobs/splitting/describe-split.ts';
import { setSplit, suggestSplitFor } from '../src/jobs/splitting/set-split.ts';
import { previewShape } from '../src/jobs/shaping/preview-shape.ts';
import { shapeDataset } from '../src/jobs/shaping/shape-dataset.ts';
import { synthesise } from '../src/jobs/synthesising/synthesise.ts';
import { tryChange } from '../src/jobs/try-change.ts';
import { countValues } from '../src/jobs/value-counts.ts';
import { tableExports } from '../src/stages/ingest/exports/registry.ts';
import { diffVersions } from '../src/jobs/versions/diff-versions.ts';
import { restoreVersion } from '../src/jobs/versions/restore-version.ts';
import type { ProtectingServices, ServingServices } from '../src/jobs/services.ts';
import type { DataApi } from '../src/wire/contracts.ts';
import type { LabellingApi } from '../src/wire/labelling-contract.ts';
import type { LookingApi } from '../src/wire/looking-contract.ts';
import type { ProtectingApi } from '../src/wire/protecting-contract.ts';
import type { RulesApi } from '../src/wire/rules-contract.ts';
import type { TrackingApi } from '../src/wire/tracking-contract.ts';
import { workContext } from '../src/wire/work-context.ts';
import { labellingApi } from './labelling-api.ts';
import { lookingApi } from './looking-api.ts';
import { protectingApi } from './protecting-api.ts';
import { forecastingApi } from './forecasting-api.ts';
import { recommendingApi } from './recommending-api.ts';
import type { ForecastingApi } from '../src/wire/forecasting-contract.ts';
import type { RecommendingApi } from '../src/wire/recommending-contract.ts';
import { rulesApi } from './rules-api.ts';
import { trackingApi } from './tracking-api.ts';

/** What the data worker's jobs use of the outside world. */
export type DataServices = ServingServices & ImageServices & ProtectingServices;

/** Quick looks are not stopped. */
const never = new AbortController().signal;

type Ready = () => Promise<DataServices>;
type ExploringApi = Pick<
  DataApi,
  | 'profile'
  | 'audit'
  | 'labelErrors'
  | 'series'
  | 'crossFilter'
  | 'countValues'
  | 'featurePower'
  | 'tryChange'
  | 'suggestProblem'
  | 'privacy'
  | 'measureGroups'
  | 'alikeImages'
>;
type ServingApi = Pick<DataApi, 'predict' | 'sendTestTraffic' | 'feedback' | 'batch' | 'monitor' | 'exportArchive' | 'importArchive'>;

type TableApi = Omit<
  DataApi,
  | keyof ServingApi
  | keyof ExploringApi
  | keyof LookingApi
  | keyof RulesApi
  | keyof TrackingApi
  | keyof RecommendingApi
  | keyof ForecastingApi
  | keyof ProtectingApi
  | keyof LabellingApi
>;

/** The jobs of the data worker under the names the page calls them by. @param ready gives the services, opened when first needed */
export const dataApi = (ready: Ready): DataApi => ({
  ...tableApi(ready),
  ...exploringApi(ready),
  ...lookingApi(ready),
  ...rulesApi(ready),
  ...trackingApi(ready),
  ...recommendingApi(ready),
  ...forecastingApi(ready),
  ...protectingApi(ready),
  ...labellingApi(ready),
  ...servingApi(ready)
});

const tableApi = (ready: Ready): TableApi => ({
  importCsv: async (job, signal, onProgress) => importCsv(job, await ready(), workContext(signal, onProgress)),
  importFile: async (job, signal, onProgress) => importFile(job, await ready(), workContext(signal, onProgress)),
  previewFile: (job, signal, onProgress) => previewFile(job, workContext(signal, onProgress)),
  importImages: async (job, signal, onProgress) => importImages(job, await ready(), workContext(signal, onProgress)),
  addImages: async (job, signal, onProgress) => addImages(job, await ready(), workContext(signal, onProgress)),
  setColumn: async (job) => setColumn(job, await ready()),
  shape: async (job, signal, onProgress) => shapeDataset(job, await ready(), workContext(signal, onProgress)),
  synthesise: async (job, signal, onProgress) => synthesise(job, await ready(), workContext(signal, onProgress)),
  previewShape: async (job, signal, onProgress) => previewShape(job, await ready(), workContext(signal, onProgress)),
  diffVersions: async (job, signal, onProgress) => diffVersions(job, await ready(), workContext(signal, onProgress)),
  restoreVersion: async (job) => restoreVersion(job, await ready()),
  rows: async (job) => readRows(job, await ready()),
  images: async (job) => readImages(job, await ready()),
  previewCsv: (job, signal, onProgress) => previewCsv(job, workContext(signal, onProgress)),
  exportFormats: () => Promise.resolve(tableExports.map(({ id, label, doc }) => ({ id, label, doc }))),
  exportData: async (job, signal, onProgress) => exportData(job, await ready(), workContext(signal, onProgress)),
  exportCsv: async (job, signal, onProgress) => exportCsv(job, await ready(), workContext(signal, onProgress)),
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
  coefficients: async (job) => coefficientsOfRun(job, await ready()),
  shapes: async (job) => shapesOfRun(job, await ready()),
  treeImportance: async (job) => importanceOfRun(job, await ready()),
  suggestRecipe: async (job) => suggestRecipeFor(job, await ready()),
  checkRecipe: async (job) => checkRecipe(job, await ready()),
  previewRecipe: async (job) => previewRecipe(job, await ready())
});

/** What is found out about a version; nothing of it is changed. */
const exploringApi = (ready: Ready): ExploringApi => ({
  profile: async (job, signal, onProgress) => profileDataset(job, await ready(), workContext(signal, onProgress)),
  audit: async (job, signal, onProgress) => auditDataset(job, await ready(), workContext(signal, onProgress)),
  labelErrors: async (job, signal, onProgress) => findLabelErrorsIn(job, await ready(), workContext(signal, onProgress)),
  series: async (job, signal, onProgress) => describeSeriesOf(job, await ready(), workContext(signal, onProgress)),
  crossFilter: async (job) => crossFilterDataset(job, await ready()),
  countValues: async (job) => countValues(job, await ready()),
  featurePower: async (job, signal, onProgress) => measureFeaturePower(job, await ready(), workContext(signal, onProgress)),
  tryChange: async (job) => tryChange(job, await ready()),
  suggestProblem: async (job, signal, onProgress) => suggestProblemFor(job, await ready(), workContext(signal, onProgress)),
  privacy: async (job, signal, onProgress) => scanPrivacy(job, await ready(), workContext(signal, onProgress)),
  measureGroups: async (job, signal, onProgress) => measureGroups(job, await ready(), workContext(signal, onProgress)),
  alikeImages: async (job, signal, onProgress) => alikeImages(job, await ready(), workContext(signal, onProgress))
});

const servingApi = (ready: Ready): ServingApi => ({
  predict: async (job) => predictWithDeployment(job, await ready()),
  sendTestTraffic: async (job, signal, onProgress) => sendTestTraffic(job, await ready(), workContext(signal, onProgress)),
  feedback: async (job) => takeFeedback(job, await ready()),
  batch: async (job, signal, onProgress) => scoreBatch(job, await ready(), workContext(signal, onProgress)),
  monitor: async (job, signal, onProgress) => monitorDeployment(job, await ready(), workContext(signal, onProgress)),
  exportArchive: async (job, signal, onProgress) => exportArchive(job, (await ready()).storage, workContext(signal, onProgress)),
  importArchive: async (job, signal, onProgress) =>
    importArchive(job, (await ready()).storage, (await ready()).now(), workContext(signal, onProgress))
});
