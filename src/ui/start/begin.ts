import type { Project, Watch } from '../../app/lathe-api.ts';
import type { Workbench } from '../../app/workbench.svelte.ts';
import type { Source } from './source-of.ts';

/** Makes a project from what was given. A project whose import fails or is stopped is taken away again: nothing half-made stays. */
export function begin(workbench: Workbench, source: Source): Promise<Project | undefined> {
  const { projects } = workbench.lathe;
  if (source.kind === 'archive') return workbench.run('Opening the project file', (watch) => projects.importArchive(source.content, watch));
  return workbench.run(`Importing ${source.name}`, async (watch) => {
    const project = await projects.create({ name: source.name });
    try {
      await load(project, source, watch);
      return project;
    } catch (error) {
      await projects.remove(project.info.id);
      throw error;
    }
  });
}

const load = (project: Project, source: Exclude<Source, { kind: 'archive' }>, watch: Watch) =>
  source.kind === 'csv'
    ? project.data.importCsv(source.content, { name: source.name, ...watch })
    : project.data.importImages(source.content, { name: source.name, ...watch });
