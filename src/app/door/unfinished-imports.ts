import { otherFile, unfinishedGone } from '../../core/errors/files.ts';
import type { FileOptions } from '../../core/file-options.ts';
import type { Dataset } from '../api/data.ts';
import type { FileVerbs } from '../api/files.ts';
import type { Services } from '../services.ts';
import { progressOf, signalOf } from './watch.ts';

/** Chromium's; it has no type yet. */
type AskingHandle = FileSystemFileHandle & { requestPermission?(wanted: { mode: 'read' }): Promise<PermissionState> };

/** Imports that were cut off. @param read a dataset by its id */
export function unfinishedVerbs(
  { storage, importer }: Services,
  projectId: string,
  read: (id: string) => Promise<Dataset>
): Pick<FileVerbs, 'unfinishedImports' | 'goOnImport' | 'giveUpImport'> {
  return {
    unfinishedImports: async () =>
      (await storage.unfinished.list(projectId)).map(({ id, file, rows, savedAt, options, handle }) => ({
        id,
        fileName: file.name,
        bytes: file.bytes,
        lastModified: file.lastModified,
        rows: Math.min(...rows),
        savedAt,
        options: options as FileOptions,
        canReopen: handle !== undefined
      })),
    async goOnImport(id, { file: given, ...watch } = {}) {
      const unfinished = (await storage.unfinished.list(projectId)).find((one) => one.id === id);
      if (!unfinished) throw unfinishedGone();
      const { name } = unfinished.file;
      const source = given ?? (await reopened(unfinished.handle as AskingHandle | undefined));
      if (!source || (source instanceof File && source.name !== name)) throw otherFile(name);
      const job = { projectId, source, fileName: name, options: unfinished.options as FileOptions, goOn: id };
      return read(await importer.run(signalOf(watch), (api) => api.importFile(job, signalOf(watch), progressOf(watch))));
    },
    giveUpImport: (id) => storage.unfinished.giveUp(id)
  };
}

/** @returns null when the person does not let the browser, or the file is gone */
async function reopened(handle: AskingHandle | undefined): Promise<File | null> {
  if (!handle || (await handle.requestPermission?.({ mode: 'read' })) !== 'granted') return null;
  return handle.getFile().catch(() => null);
}
