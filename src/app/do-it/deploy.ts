import { BASELINE_CHECK, failedOf } from '../../core/release-checks.ts';
import { listedNames } from '../../core/words.ts';
import { isLatheError } from '../../core/errors/lathe-error.ts';
import type { Deployment } from '../api/deploying.ts';
import type { Project } from '../api/projects.ts';
import type { DoIt } from './do-it.ts';

/** Deploys the champion, else the newest version unless it is of no use, where nothing answers yet; makes the version that would be rolled back to known otherwise. */
export const deployChampion: DoIt = async (project, overview, watch) => {
  const versions = overview.versions;
  const champion = versions.find((version) => version.aliases.includes('champion'));
  const chosen = champion ?? versions.toSorted((a, b) => a.createdAt - b.createdAt).at(-1);
  if (!chosen) return { said: ['There is no packaged model to deploy. Register one at the Package step first.'], undo: null };
  if (overview.deployments.length > 0)
    return {
      said: [`${overview.deployments[0]!.name} answers already. Nothing was changed: a running deployment is changed by hand.`],
      undo: null
    };
  const failed = failedOf(chosen.checks).map(({ name }) => name);
  if (failed.includes(BASELINE_CHECK) && !champion)
    return {
      said: [
        `${chosen.name} ${chosen.version} was not deployed: it is not better than the baseline. To deploy it all the same, choose New deployment.`
      ],
      undo: null
    };
  watch.onProgress?.({ share: 0.3, note: `${chosen.name} ${chosen.version}` });
  const model = champion ? `${chosen.name}:champion` : `${chosen.name}@${chosen.version}`;
  const made = await createFree(project, addressName(overview.info.name), model);
  const why = champion
    ? 'It follows the alias champion, so moving the alias is enough to promote or roll back a version.'
    : 'No version is the champion yet, so it stands on this version.';
  const said = [
    `${made.name} now answers with ${chosen.name} ${chosen.version} on this device.`,
    why,
    ...(failed.length > 0 ? [`It did not pass ${listedNames(failed)}: it is there to be tried, not to be relied on.`] : []),
    'Every answer is logged here, so that drift can be seen; start with batch unless somebody waits for the answer.'
  ];
  return { said, undo: () => project.deployments.remove(made.name) };
};

/** Names are addresses, unique on this device over all projects: the plain one, or the first with a number that is free. */
async function createFree(project: Project, base: string, model: string): Promise<Deployment> {
  for (let n = 1; ; n++) {
    try {
      return await project.deployments.create({ name: n === 1 ? base : `${base}-${n}`, model, logShare: 1 });
    } catch (error) {
      if (!isLatheError(error) || error.code !== 'deployment-exists' || n >= MOST_TRIES) throw error;
    }
  }
}

const MOST_TRIES = 50;

const addressName = (project: string): string =>
  project
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40) || 'model';
