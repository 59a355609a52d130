import type { Finding } from '../../core/finding.ts';
import type { Profile as FullProfile } from '../../stages/explore/profile-type.ts';
import { threeThings } from '../../stages/explore/three-things.ts';
import type { TriedChange } from '../api/data.ts';
import type { FeaturePower } from '../api/exploring.ts';
import type { CsvPreview } from '../api/files.ts';
import type { Project } from '../api/projects.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf, unwatched } from './watch.ts';

type ExperimentVerbs = Pick<Project['data'], 'previewCsv' | 'exportCsv' | 'countValues' | 'threeThings' | 'featurePower' | 'tryChange'>;

const quick = new AbortController().signal;

/** Ways of looking at data that leave them as they are: previews, counts, experiments. */
export function experimentVerbs({ storage, importer, reader }: Services, projectId: string): ExperimentVerbs {
  return {
    async previewCsv(source, options = {}) {
      const csv = unwatched(options);
      const { importRecipes: recipes = [] } = await storage.projects.get(projectId);
      const preview = await reader.run(signalOf(options), (api) =>
        api.previewCsv({ source, options: csv, recipes }, signalOf(options), progressOf(options))
      );
      return preview as CsvPreview;
    },
    exportCsv: (datasetId, { spreadsheetSafe = true, ...watch } = {}) =>
      importer.run(signalOf(watch), (api) => api.exportCsv({ datasetId, spreadsheetSafe }, signalOf(watch), progressOf(watch))),
    countValues: (datasetId, column) => reader.run(quick, (api) => api.countValues({ datasetId, column })),

    async threeThings(datasetId, watch) {
      const { problem } = await storage.projects.get(projectId);
      const job = { datasetId };
      const profile = await importer.run(signalOf(watch), (api) => api.profile(job, signalOf(watch), progressOf(watch, 0, 0.5)));
      const findings: Finding[] = await importer.run(signalOf(watch), (api) => api.audit(job, signalOf(watch), progressOf(watch, 0.5, 1)));
      return threeThings(profile as FullProfile, findings, problem?.target ?? null);
    },

    async featurePower(datasetId, { planted, ...watch } = {}) {
      const leak = planted ? { wrongShare: planted.wrongShare, seed: planted.seed ?? 0 } : null;
      const power = await importer.run(signalOf(watch), (api) =>
        api.featurePower({ datasetId, planted: leak }, signalOf(watch), progressOf(watch))
      );
      return power as FeaturePower;
    },
    tryChange: async (datasetId, column, change) =>
      (await reader.run(quick, (api) => api.tryChange({ datasetId, column, change }))) as TriedChange
  };
}
