import { failedOf, sayChecks } from '../../core/release-checks.ts';
import { sayNoPackage } from '../../core/no-package.ts';
import { leaderOf } from '../leader-of.ts';
import type { ModelVersion } from '../api/packaging.ts';
import type { Project } from '../api/projects.ts';
import type { DoIt } from './do-it.ts';

/** Registers the leading run under the project's name and gives it the alias that fits: champion when nobody is, challenger otherwise. */
export const registerBest: DoIt = async (project, overview, watch) => {
  const best = leaderOf(overview)?.run;
  if (!best) return { said: ['There is no finished run to register. Train one first.'], undo: null };
  if (!best.isPackaged) return { said: [sayNoPackage(overview.problem?.task)], undo: null };
  const name = overview.versions.at(-1)?.name ?? plainName(overview.info.name);
  const known = overview.versions.find((version) => version.hash === best.modelHash && version.name === name);
  const version = known ?? (await project.registry.register(best.id, name, watch));
  const said = [
    known
      ? `${best.label}, the leading run, is ${name} ${version.version} already.`
      : `Registered ${best.label}, the leading run by the project’s metric, as ${name} ${version.version}: ${sayChecks(version.checks)}.`
  ];
  if (version.aliases.length > 0) return { said: [...said, `It is ${version.aliases.join(' and ')}.`], undo: null };
  const champion = overview.versions.find((other) => other.name === name && other.aliases.includes('champion'));
  const alias = champion ? 'challenger' : 'champion';
  if (!champion && failedOf(version.checks).length > 0)
    return { said: [...said, 'Made it nothing yet: a champion fails no check.'], undo: null };
  const before = holderOf(overview.versions, name, alias);
  await project.registry.alias(name, alias, version.version);
  said.push(champion ? 'Made it challenger: the champion stays until somebody decides.' : 'Made it champion, since there was none.');
  return { said, undo: before ? backTo(project, before, alias) : null };
};

const holderOf = (versions: readonly ModelVersion[], name: string, alias: string) =>
  versions.find((version) => version.name === name && version.aliases.includes(alias));

const backTo =
  (project: Project, { name, version }: ModelVersion, alias: string) =>
  () =>
    project.registry.alias(name, alias, version);

const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'model';
