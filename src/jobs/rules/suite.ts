import type { WorkContext } from '../../core/context.ts';
import { needsDataset } from '../../core/errors/anywhere.ts';
import type { Plain } from '../../core/plain.ts';
import { lineageOf } from '../../core/lineage.ts';
import { canonicalJson } from '../../core/hash.ts';
import {
  columnsOfRule,
  countOutcomes,
  rulesOf,
  withRules,
  type Rule,
  type RuleResult,
  type SuiteCause,
  type SuiteRun
} from '../../core/rule.ts';
import { counted, quoted } from '../../core/words.ts';
import { checkRules } from '../../stages/ingest/rules/hold-rules.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { checkGround } from './other-tables.ts';
import { holdDataset } from './validate-rules.ts';

/**
 * Makes rules the suite of the table a version is of, each with an id; of the one the project works with when none is named. They are checked against it.
 * @throws LatheError `no-dataset`, `unknown-id`, `column-not-found`, `rule-invalid`
 */
export async function keepRules(
  { projectId, rules, ...asked }: { readonly projectId: string; readonly rules: readonly Rule[]; readonly datasetId?: string },
  services: JobServices,
  context: WorkContext
): Promise<Rule[]> {
  const { storage, now } = services;
  const datasetId = asked.datasetId ?? (await storage.projects.get(projectId)).datasetId;
  if (datasetId === null) throw needsDataset();
  const dataset = await storage.datasets.get(datasetId);
  await checkRules(
    rules.filter(({ off }) => off !== true),
    dataset.columns,
    checkGround(services, context)
  );
  const kept = withIds(rules);
  await storage.projects.update(projectId, (project) => ({ ...project, suites: withRules(project.suites, lineageOf(dataset), kept) }));
  await storage.audit.append(
    projectId,
    now(),
    'rules-changed',
    `The suite of ${quoted(lineageOf(dataset))} has ${counted(kept.length, 'rule')} now`
  );
  return kept;
}

/** Ids that stand stay; a rule without one, or with one that stands already, takes the next number. */
function withIds(rules: readonly Rule[]): Rule[] {
  const taken = new Set<string>();
  let next = 1 + rules.reduce((most, { id }) => Math.max(most, Number(/^r(\d+)$/.exec(id ?? '')?.[1] ?? 0)), 0);
  return rules.map((rule) => {
    const id = rule.id !== undefined && !taken.has(rule.id) ? rule.id : `r${next++}`;
    taken.add(id);
    return { ...rule, id };
  });
}

/** Holds a version against the suite of its table, and keeps what came of it; null where there is no suite. */
export async function runSuite(
  { datasetId, cause }: { readonly datasetId: string; readonly cause: SuiteCause },
  services: JobServices,
  context: WorkContext
): Promise<SuiteRun | null> {
  const { storage, now } = services;
  const dataset = await storage.datasets.get(datasetId);
  const lineage = lineageOf(dataset);
  const rules = rulesOf((await storage.projects.get(dataset.projectId)).suites, lineage);
  if (rules.length === 0) return null;
  const on = rules.filter(({ off }) => off !== true);
  const results = (await knownResults(dataset, on, services)) ?? (await holdDataset(dataset, on, { strict: false }, services, context));
  const { version, hash, rows, source } = dataset;
  const run: SuiteRun = {
    at: now(),
    cause,
    datasetId,
    dataset: lineage,
    version,
    hash,
    about: source.fileName,
    rows,
    results,
    off: rules.length - on.length,
    leftOut: 0
  };
  await keepRun(dataset.projectId, run, services);
  return run;
}

/** Kinds whose answer hangs on more than the values: the time, or another table. */
const OUTSIDE: readonly string[] = ['fresh', 'foreign-key'];

/** What the version before was found to be, where the rules and every column they are about are the same: counting again would give the same. */
async function knownResults(
  dataset: DatasetRecord,
  rules: readonly Rule[],
  { storage }: Pick<JobServices, 'storage'>
): Promise<readonly RuleResult[] | null> {
  const parentId = dataset.made?.parents[0]?.datasetId ?? dataset.parentId;
  if (parentId === null || rules.some(({ kind }) => OUTSIDE.includes(kind))) return null;
  const parent = (await storage.datasets.list(dataset.projectId)).find(({ id }) => id === parentId);
  const runs = (await storage.results.index(dataset.projectId)).filter(
    ({ kind, key }) => kind === SUITE_RUN && key.endsWith(`:${parentId}`)
  );
  const last = runs.toSorted((a, b) => a.createdAt - b.createdAt).at(-1);
  if (!parent || !last || !isSameFor(rules, parent, dataset)) return null;
  const { results } = (await storage.results.find(last.key))!.value as unknown as SuiteRun;
  return canonicalJson(results.map(({ rule }) => rule)) === canonicalJson(rules) ? results : null;
}

function isSameFor(rules: readonly Rule[], before: DatasetRecord, after: DatasetRecord): boolean {
  const piecesOf = ({ rows, columns }: DatasetRecord, name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    return column ? [rows, column.type, column.labels ?? [], ...column.chunks].join() : `${rows}`;
  };
  const names = rules.flatMap(columnsOfRule);
  return before.rows === after.rows && names.every((name) => piecesOf(before, name) === piecesOf(after, name));
}

export const SUITE_RUN = 'rules-run';

/** Stores a run of the suite, and says in the audit log how it ended. */
export async function keepRun(projectId: string, run: SuiteRun, { storage }: Pick<JobServices, 'storage'>): Promise<void> {
  const key = `${SUITE_RUN}:${projectId}:${run.at}:${run.cause}:${run.datasetId ?? run.about}`;
  await storage.results.put({ key, projectId, kind: SUITE_RUN, value: run as unknown as Plain, createdAt: run.at });
  const { passed, warned, failed } = countOutcomes(run.results);
  const of = run.version === null ? `a batch for ${run.about}` : `version ${run.version}`;
  await storage.audit.append(projectId, run.at, 'rules-run', `${of}: ${passed} passed, ${warned} warned, ${failed} failed`);
}
