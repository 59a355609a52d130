import type { ModelVersion, Project, Run } from '../lathe-api.ts';
import { metricFacts } from '../metric-facts.ts';
import type { DoIt } from './do-it.ts';

/** Registers the best run under the project's name and gives it the alias that fits: champion when nobody is, challenger otherwise. */
export const registerBest: DoIt = async (project, overview, watch) => {
  const best = bestRun(overview.runs, overview.problem?.metric ?? '');
  if (!best) return { said: ['There is no finished run to register. Train one first.'], undo: null };
  const name = overview.versions.at(-1)?.name ?? plainName(overview.info.name);
  const known = overview.versions.find((version) => version.hash === best.modelHash && version.name === name);
  const version = known ?? (await project.registry.register(best.id, name, watch));
  const passed = version.checks.filter((check) => check.passed).length;
  const said = [
    known
      ? `${best.label}, the best run, is ${name} ${version.version} already.`
      : `Registered ${best.label}, the best run by the project’s metric, as ${name} ${version.version}: ${passed} of ${version.checks.length} checks passed.`
  ];
  if (version.aliases.length > 0) return { said: [...said, `It is ${version.aliases.join(' and ')}.`], undo: null };
  const champion = overview.versions.find((other) => other.name === name && other.aliases.includes('champion'));
  const alias = champion ? 'challenger' : 'champion';
  if (!champion && passed < version.checks.length)
    return { said: [...said, 'Made it nothing yet: a champion should pass every check.'], undo: null };
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

function bestRun(runs: readonly Run[], metric: string): Run | undefined {
  const { higherIsBetter } = metricFacts(metric);
  const value = (run: Run) => (run.metrics['validation']?.[metric] ?? run.metrics['cv']?.[metric])?.value ?? NaN;
  const done = runs.filter((run) => run.status === 'done' && !run.randomLabels && !Number.isNaN(value(run)));
  const isAhead = (a: Run, b: Run) => (higherIsBetter ? value(a) > value(b) : value(a) < value(b));
  return done.reduce<Run | undefined>((top, run) => (top && !isAhead(run, top) ? top : run), undefined);
}

const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '') || 'model';
