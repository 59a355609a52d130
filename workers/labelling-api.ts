import { askRows } from '../src/jobs/labelling/ask.ts';
import { agreementOf, commitLabels, exportLabels, labelState, setLabels, undoLabelling } from '../src/jobs/labelling/label-jobs.ts';
import { suggestForRows } from '../src/jobs/labelling/suggest.ts';
import type { ServingServices } from '../src/jobs/services.ts';
import { samplingOrders } from '../src/stages/label/registry.ts';
import type { LabellingApi } from '../src/wire/labelling-contract.ts';
import { workContext } from '../src/wire/work-context.ts';

/** Rows labelled by hand, with help. */
export const labellingApi = (ready: () => Promise<ServingServices>): LabellingApi => ({
  labelState: async (job) => labelState(job, await ready()),
  labelOrders: () => Promise.resolve(samplingOrders.all.map(({ id, label, doc }) => ({ id, label, doc }))),
  askRows: async (job, signal, onProgress) => askRows(job, await ready(), workContext(signal, onProgress)),
  setLabels: async (job) => setLabels(job, await ready()),
  undoLabels: async (job) => undoLabelling(job, await ready()),
  suggestLabels: async (job, signal, onProgress) => suggestForRows(job, await ready(), workContext(signal, onProgress)),
  agreement: async (job, signal, onProgress) => agreementOf(job, await ready(), workContext(signal, onProgress)),
  commitLabels: async (job, signal, onProgress) => commitLabels(job, await ready(), workContext(signal, onProgress)),
  exportLabels: async (job) => exportLabels(job, await ready())
});
