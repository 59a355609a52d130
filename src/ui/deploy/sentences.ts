import type { Deployment } from '../../app/api/deploying.ts';
import type { ModelVersion } from '../../app/api/packaging.ts';
import { formatShare } from '../../charts/format.ts';

/** A model as a deployment names it (`name@3`, `name:champion`), and the version behind it where there is one. */
export function resolveModel(model: string, versions: readonly ModelVersion[]): ModelVersion | undefined {
  const [, name, mark, which] = /^(.*)([@:])([^@:]*)$/.exec(model) ?? [];
  return versions.find(
    (version) => version.name === name && (mark === '@' ? String(version.version) === which : version.aliases.includes(which ?? ''))
  );
}

/** "penguins 3", or "penguins 3, the champion,". */
export function modelWords(model: string, versions: readonly ModelVersion[]): string {
  const version = resolveModel(model, versions);
  if (!version) return model;
  const alias = /:([^@:]*)$/.exec(model)?.[1];
  return alias ? `${version.name} ${version.version}, the ${alias},` : `${version.name} ${version.version}`;
}

const fractions: readonly (readonly [number, string])[] = [
  [0.01, 'one in a hundred'],
  [0.05, 'one in twenty'],
  [0.1, 'a tenth'],
  [0.2, 'a fifth'],
  [0.25, 'a quarter'],
  [0.5, 'half'],
  [1, 'all']
];

/** A share as one would say it: "a tenth". */
export const shareWords = (share: number): string => fractions.find(([value]) => Math.abs(value - share) < 1e-9)?.[1] ?? formatShare(share);

/** What a split does, from "a tenth" on. */
export function splitWords({ split, model }: Pick<Deployment, 'split' | 'model'>, versions: readonly ModelVersion[]): string {
  if (!split || split.share <= 0) return '';
  const other = resolveModel(split.model, versions);
  const main = resolveModel(model, versions);
  const name = !other ? split.model : other.name === main?.name ? `version ${other.version}` : `${other.name} ${other.version}`;
  const share = shareWords(split.share);
  const verb = /^(one|a|half|all)/.test(share) && !share.startsWith('half') && share !== 'all' ? 'goes' : 'go';
  return split.mode === 'shadow'
    ? `${share} of the requests are answered by ${name} as well, unseen`
    : `${share} of the requests ${verb === 'goes' ? 'go' : verb} to ${name}`;
}

/** What the page opens with. */
export function deploySentence(chosen: Deployment | undefined, versions: readonly ModelVersion[], others: number): string {
  const newest = versions.at(-1);
  if (!newest) return 'No model is packaged yet, so there is nothing to deploy.';
  if (!chosen) return `${newest.name} ${newest.version} is packaged, and nothing answers with it yet.`;
  const split = splitWords(chosen, versions);
  const more =
    others === 0 ? '' : others === 1 ? ' One other deployment stands beside it.' : ` ${others} other deployments stand beside it.`;
  return `${modelWords(chosen.model, versions)} answers on this device${split ? `; ${split}` : ''}.${more}`.replace(',;', ';');
}

/** How long so many rows take at so many milliseconds each, in words. */
export function timeWords(ms: number): string {
  if (ms < 1000) return 'less than a second';
  if (ms < 90_000) return `about ${Math.round(ms / 1000)} seconds`;
  if (ms < 5_400_000) return `about ${Math.round(ms / 60_000)} minutes`;
  return `about ${Math.round(ms / 3_600_000)} hours`;
}

/** Every way a model can be named: versions, newest first, and the aliases they carry. */
export function modelChoices(versions: readonly ModelVersion[]): { value: string; label: string }[] {
  const newestFirst = [...versions].sort((a, b) => b.createdAt - a.createdAt);
  return [
    ...newestFirst.flatMap((version) =>
      version.aliases.map((alias) => ({
        value: `${version.name}:${alias}`,
        label: `${version.name} ${alias} (now ${version.version})`
      }))
    ),
    ...newestFirst.map((version) => ({ value: `${version.name}@${version.version}`, label: `${version.name} ${version.version}` }))
  ];
}

/** A name that may stand in an address, from a project's name. */
export const nameFor = (project: string, taken: readonly string[]): string => {
  const base =
    project
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 40) || 'model';
  let name = base;
  for (let n = 2; taken.includes(name); n++) name = `${base}-${n}`;
  return name;
};
