import { csvOptionsOf, type FileOptions } from '../../core/file-options.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Dataset } from '../api/data.ts';
import type { FilePreview, FileVerbs } from '../api/files.ts';
import { unfinishedVerbs } from './unfinished-imports.ts';
import type { Watch } from '../api/watch.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf, unwatched } from './watch.ts';

const quick = new AbortController().signal;

/** Files of every kind, in and out. */
export function fileVerbs(
  { storage, importer, reader }: Services,
  projectId: string
): Pick<FileVerbs, 'previewFile' | 'exportFormats' | 'export' | 'alikeImages'> {
  return {
    async previewFile(source, options = {}) {
      const { file, watch } = partedFile(options);
      const { importRecipes: recipes = [] } = await storage.projects.get(projectId);
      const job = { source, fileName: nameOf(source, file.name), options: file, recipes };
      return (await reader.run(signalOf(watch), (api) => api.previewFile(job, signalOf(watch), progressOf(watch)))) as FilePreview;
    },
    alikeImages: (datasetId, watch) =>
      importer.run(signalOf(watch), (api) => api.alikeImages({ datasetId }, signalOf(watch), progressOf(watch))),
    exportFormats: () => reader.run(quick, (api) => api.exportFormats()),
    export: (datasetId, format, watch) =>
      importer.run(signalOf(watch), (api) => api.exportData({ datasetId, format }, signalOf(watch), progressOf(watch)))
  };
}

type ImportVerbs = Pick<
  FileVerbs,
  'importFile' | 'importCsv' | 'importImages' | 'addImages' | 'unfinishedImports' | 'goOnImport' | 'giveUpImport'
>;

const withPaths = (source: File[] | Blob) =>
  source instanceof Blob ? source : source.map((file) => ({ path: file.webkitRelativePath || file.name, file }));

/** @param read a dataset by its id */
export function importVerbs(services: Services, projectId: string, read: (id: string) => Promise<Dataset>): ImportVerbs {
  const { importer } = services;
  const importImages: ImportVerbs['importImages'] = async (source, options = {}) => {
    const name = options.name ?? (source instanceof File ? source.name.replace(/\.zip$/i, '') : 'images');
    const { size, places } = options;
    const job = { projectId, name, source: withPaths(source), ...(size === undefined ? {} : { size }), ...(places ? { places } : {}) };
    return read(await importer.run(signalOf(options), (api) => api.importImages(job, signalOf(options), progressOf(options))));
  };
  const importFile: ImportVerbs['importFile'] = async (source, options = {}) => {
    const { anew, handle, ...others } = options;
    const { file, watch } = partedFile(others);
    const beside = { ...(anew && { anew }), ...(handle && { handle }) };
    const job = { projectId, source, fileName: nameOf(source, file.name), options: file, ...beside };
    try {
      return await read(await importer.run(signalOf(watch), (api) => api.importFile(job, signalOf(watch), progressOf(watch))));
    } catch (error) {
      const isImages = isLatheError(error) && error.code === 'zip-of-images' && source instanceof Blob;
      if (!isImages) throw error;
      return importImages(source, { ...(file.name === undefined ? {} : { name: file.name }), ...watch });
    }
  };
  return {
    ...unfinishedVerbs(services, projectId, read),
    importImages,
    importFile,
    async addImages(datasetId, source, { label, places, ...watch } = {}) {
      const job = { datasetId, source: withPaths(source), label: label?.trim() || null, ...(places ? { places } : {}) };
      return read(await importer.run(signalOf(watch), (api) => api.addImages(job, signalOf(watch), progressOf(watch))));
    },
    async importCsv(source, options = {}) {
      if (source instanceof Blob) return importFile(source, options);
      const { file, watch } = partedFile(options);
      const job = { projectId, source, fileName: nameOf(source, file.name), options: csvOptionsOf(file) };
      return read(await importer.run(signalOf(watch), (api) => api.importCsv(job, signalOf(watch), progressOf(watch))));
    }
  };
}

function partedFile(options: FileOptions & Watch): { file: FileOptions; watch: Watch } {
  const { signal, onProgress } = options;
  return { file: unwatched(options), watch: { ...(signal ? { signal } : {}), ...(onProgress ? { onProgress } : {}) } };
}

/** A file keeps its own name; what has none is called as it was asked for. */
const nameOf = (source: Blob | string, name: string | undefined): string =>
  source instanceof File ? source.name : name?.trim() ? name : 'table.csv';
