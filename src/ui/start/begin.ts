import type { FilePreview } from '../../app/api/files.ts';
import type { Project } from '../../app/api/projects.ts';
import type { Watch } from '../../app/api/watch.ts';
import type { Workbench } from '../../app/workbench.svelte.ts';
import { handleOf } from '../kit/file-handles.ts';
import type { Source } from './source-of.ts';

/** Asks which of several tables is meant; null = none, and the import is not wanted any more. */
export type ChooseTable = (preview: Pick<FilePreview, 'format' | 'tables'>) => Promise<string | null>;

/** Makes a project from what was given. A project whose import fails or is stopped is taken away again: nothing half-made stays. */
export function begin(workbench: Workbench, source: Source, choose: ChooseTable): Promise<Project | undefined> {
  const { projects } = workbench.lathe;
  if (source.kind === 'archive') return workbench.run('Opening the project file', (watch) => projects.importArchive(source.content, watch));
  return workbench.run(`Importing ${source.name}`, async (watch) => {
    const project = await projects.create({ name: source.name });
    try {
      if (source.kind === 'images') await project.data.importImages(source.content, { name: source.name, ...watch });
      else await importTable(project, source, { choose, watch });
      return project;
    } catch (error) {
      await projects.remove(project.info.id);
      throw error;
    }
  });
}

/** Only these can hold several tables. */
const isBox = (content: Blob | string): content is File => content instanceof File && /\.(xlsx|xlsm|zip)$/i.test(content.name);

async function importTable(
  project: Project,
  { content, name }: Source & { kind: 'table' },
  { choose, watch }: { choose: ChooseTable; watch: Watch }
): Promise<void> {
  const preview = isBox(content) ? await lookInto(project, content, watch) : null;
  const table = preview && preview.tables.length > 1 ? await choose(preview) : undefined;
  if (table === null) throw new DOMException('No table was chosen.', 'AbortError');
  const handle = handleOf(content);
  await project.data.importFile(content, { name, ...(table === undefined ? {} : { table }), ...(handle && { handle }), ...watch });
}

/** What is in the box; null for pictures, and for what can't be read: the import says why. */
async function lookInto(project: Project, content: Blob, { signal }: Watch): Promise<FilePreview | null> {
  try {
    return await project.data.previewFile(content, signal ? { signal } : {});
  } catch {
    signal?.throwIfAborted();
    return null;
  }
}
