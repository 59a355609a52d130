import { failedOf, sayChecks } from '../../core/release-checks.ts';
import type { ModelVersion, PackageContents } from '../../app/api/packaging.ts';
import type { Run } from '../../app/api/training.ts';
import { intervalText } from '../evaluate/sentences.ts';
import { scoreText } from '../evaluate/words.ts';
import { formatBytes } from '../kit/format.ts';

/** "6 microseconds", "1.2 milliseconds": a duration a person could say aloud. */
export function spokenDuration(ms: number): string {
  const [value, unit] = ms < 1 ? [ms * 1000, 'microsecond'] : ms < 1000 ? [ms, 'millisecond'] : [ms / 1000, 'second'];
  const told = value < 10 && unit !== 'microsecond' ? Number(value.toFixed(1)) : Math.max(1, Math.round(value));
  return `${told} ${unit}${told === 1 ? '' : 's'}`;
}

/** The sentence the page opens with. */
export function readySentence(version: ModelVersion, contents: PackageContents | null): string {
  const state = failedOf(version.checks).length === 0 ? 'is ready' : 'is not ready';
  const size = contents ? `, ${formatBytes(contents.bytes)}, ${spokenDuration(contents.msPerRow)} a row on this device` : '';
  return `${version.name} ${version.version} ${state}${size}: ${sayChecks(version.checks)}.`;
}

/** Newest first, name by name, in the order in which the names were last used. */
export function newestFirst(versions: readonly ModelVersion[]): ModelVersion[] {
  return [...versions].sort((a, b) => b.createdAt - a.createdAt || b.version - a.version);
}

export const address = ({ name, version }: ModelVersion): string => `${name}@${version}`;

/** A name a person and an address can both use: "Titanic survivors" -> "titanic-survivors". */
export function suggestedName(projectName: string): string {
  const plain = projectName
    .normalize('NFKD')
    .replace(/[^\w\s-]/g, '')
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return plain || 'model';
}

/** What is wrong with a name; null when nothing is. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'Give it a name.';
  return /^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)
    ? null
    : 'Letters, digits, points, dashes and underscores, beginning with a letter or a digit.';
}

/** What moving an alias means, exactly. */
export function aliasConsequence(versions: readonly ModelVersion[], version: ModelVersion, alias: string): string {
  const holder = versions.find((other) => other.name === version.name && other.aliases.includes(alias));
  const failed = failedOf(version.checks).length;
  const from = holder
    ? `It moves from version ${holder.version}; whoever asks for ${version.name}:${alias} is answered by version ${version.version} from then on.`
    : `Whoever asks for ${version.name}:${alias} will be answered by version ${version.version}.`;
  const care = failed > 0 ? ` ${failed} of its checks did not pass.` : '';
  return `${from}${care} Moving it back is the same button on the other version.`;
}

/** What replaying a run found. */
export function replaySentence({ same, differences }: { same: boolean; differences: readonly string[] }): string {
  if (same) return 'Run again from its data, its split, its recipe and its seed: data, recipe and model have the same hashes.';
  return `Run again, ${differences.join(' and ')} came out different. On a GPU the last bits of a network may differ; on the CPU nothing may.`;
}

/** The finished runs that can be registered, newest first: those with a package. Controls on shuffled answers are not for use. */
export const registrable = (runs: readonly Run[]): Run[] =>
  runs.filter((run) => run.status === 'done' && !run.randomLabels && run.isPackaged).sort((a, b) => b.startedAt - a.startedAt);

/** A run's score on rows held out of its fit, with its interval and the rows it is from. */
export function heldOutText({ metrics }: Pick<Run, 'metrics'>, metric: string): string {
  const validation = metrics['validation']?.[metric];
  const score = validation ?? metrics['cv']?.[metric];
  if (!score) return 'not measured by this metric';
  return `${scoreText(metric, score.value)} (${intervalText(metric, score)}) ${validation ? 'on validation' : 'over folds'}`;
}

export const shortHash = (hash: string): string => hash.slice(0, 12);

/** An honest answer to "How would you roll back, and how long would it take?". */
export function rollbackAnswer(versions: readonly ModelVersion[], deployed: readonly { name: string; model: string }[]): string {
  const champion = versions.find((version) => version.aliases.includes('champion'));
  const others = champion ? versions.filter((version) => version.name === champion.name && version.version !== champion.version) : [];
  if (!champion)
    return 'No version is champion yet, so there is nothing to roll back. The day there is one, the version before it stays in the registry, whole and checked.';
  const follows = deployed.filter((deployment) => deployment.model === `${champion.name}:champion`).map((deployment) => deployment.name);
  const back =
    others.length === 0
      ? `${champion.name} ${champion.version} is the only version, so there is nothing to go back to: I would keep the one before it.`
      : `I would move the alias champion from ${champion.name} ${champion.version} back to ${newestFirst(others)[0]!.version}: one write, well under a second, and nothing is rebuilt.`;
  const reach =
    follows.length > 0
      ? ` ${follows.join(' and ')} follows the alias and answers with it at the next request.`
      : ' No deployment follows the alias yet; one that names a version must be pointed back itself.';
  return `${back}${reach} The package is the same bytes as before, so what it answered then it answers again.`;
}
