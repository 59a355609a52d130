import { partOf, type WorkContext } from '../../core/context.ts';
import { batchBlockedByRules } from '../../core/errors/rules.ts';
import { lineageOf } from '../../core/lineage.ts';
import type { Quarantine, QuarantinedRow } from '../../core/quarantine.ts';
import { columnsOfRule, rulesOf, severityOf, type Rule, type RuleResult } from '../../core/rule.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import { counted, quoted } from '../../core/words.ts';
import { csvRecord } from '../../stages/ingest/csv/csv-text.ts';
import { MissingMarkers } from '../../stages/ingest/csv/missing-markers.ts';
import { readCsvForSchema, readHeader, type RawRows } from '../../stages/ingest/csv/read-for-schema.ts';
import { holdRules, type RuleHolder } from '../../stages/ingest/rules/hold-rules.ts';
import { ruleKinds } from '../../stages/ingest/rules/registry.ts';
import type { DatasetRecord, StoredColumn } from '../../storage/records/dataset.ts';
import type { DeploymentRecord } from '../../storage/records/deployment.ts';
import { checkGround } from '../rules/other-tables.ts';
import { keepRun } from '../rules/suite.ts';
import type { ServingServices } from '../services.ts';
import { MarksWatch, writtenAs, type MarksOfBatch } from './marks-watch.ts';
import { typeTexts } from './type-texts.ts';

/** What becomes of a batch that breaks a rule of the severity `fail`. */
export type OnBrokenRule = 'stop' | 'set-aside' | 'go-on';

/** Rows of a batch that are not answered, each with the rule it breaks. */
export type SetAside = ReadonlyMap<number, string>;

interface Held {
  readonly rows: number;
  readonly results: readonly RuleResult[];
  /** Rows that break a rule that failed, each with the first one, and as they stand in the file. */
  readonly broken: SetAside;
  readonly raw: readonly QuarantinedRow[];
}

/**
 * Holds a file against the suite before it is answered, and keeps the run.
 * @returns the rows to set aside; none where all is well, or a person said to go on
 * @throws LatheError `batch-blocked-by-rules` when a rule of the severity `fail` is broken and nobody said what to do
 */
export async function holdBatch(
  { source, onBroken, marks = 'known' }: { readonly source: Blob; readonly onBroken: OnBrokenRule; readonly marks?: MarksOfBatch },
  deployment: Pick<DeploymentRecord, 'name' | 'projectId' | 'model'>,
  services: ServingServices,
  context: WorkContext
): Promise<SetAside> {
  const { suites, problem } = await services.storage.projects.get(deployment.projectId);
  const dataset = await datasetBehind(deployment, services);
  if (!dataset) return new Map();
  const lineage = lineageOf(dataset);
  const rules = rulesOf(suites, lineage);
  const on = rules.filter(({ off }) => off !== true);
  if (on.length === 0) return new Map();
  const header = await readHeader(source, context);
  const fitting = on.filter((rule) => fitsBatch(rule, header, problem?.target));
  const held = await holdFile({ source, rules: fitting, columns: writtenAs(dataset.columns, marks) }, services, context);
  const failed = held.results.filter(({ outcome }) => outcome === 'failed');
  const setAside = onBroken === 'set-aside' ? held.broken : new Map<number, string>();
  await keepRun(deployment.projectId, runOf(held, setAside), services);
  const isCured = failed.every(({ failing, seen }) => seen === undefined && failing > 0);
  if (failed.length > 0 && (onBroken === 'stop' || (onBroken === 'set-aside' && !isCured)))
    throw batchBlockedByRules(held.rows, failed.map(brokenWords), isCured ? held.broken.size : 0);
  return setAside;

  function runOf({ rows, results, raw }: Held, aside: SetAside) {
    const quarantine: Quarantine | null = aside.size > 0 ? { count: aside.size, rows: raw } : null;
    const none = { datasetId: null, dataset: lineage, version: null, hash: null };
    return { at: services.now(), cause: 'batch' as const, ...none, about: deployment.name, rows, results, off: rules.length - on.length, leftOut: on.length - fitting.length, ...(quarantine ? { setAside: quarantine } : {}) }; // prettier-ignore
  }
}

/** The version a model was trained on; the one the project works with where that is gone. */
async function datasetBehind(
  { projectId, model }: Pick<DeploymentRecord, 'projectId' | 'model'>,
  { storage }: ServingServices
): Promise<DatasetRecord | undefined> {
  const { runId } = await storage.versions.resolve(projectId, model);
  const run = (await storage.runs.list(projectId)).find(({ id }) => id === runId);
  const [all, { datasetId }] = [await storage.datasets.list(projectId), await storage.projects.get(projectId)];
  return all.find(({ id }) => id === run?.datasetId) ?? all.find(({ id }) => id === datasetId);
}

/** A rule about a column that the file does not have says nothing of it, nor one about the answers, which are not known yet. */
const fitsBatch = (rule: Rule, header: readonly string[], target: string | undefined): boolean =>
  ruleKinds.find(rule.kind)?.isOfVersions !== true && columnsOfRule(rule).every((name) => header.includes(name) && name !== target);

export const brokenWords = ({ rule, said, failing, seen }: RuleResult): string =>
  `${rule.column === '' ? 'the table' : quoted(rule.column)} ${said}${seen === undefined ? `, broken in ${counted(failing, 'row')}` : `, but ${seen}`}`;

/** Rows set aside that are kept as they stood. */
const MOST_KEPT = 1000;

interface HoldJob {
  readonly source: Blob;
  readonly rules: readonly Rule[];
  readonly columns: readonly StoredColumn[];
}

async function holdFile({ source, rules, columns }: HoldJob, services: ServingServices, context: WorkContext): Promise<Held> {
  const named = new Set(rules.flatMap(columnsOfRule));
  const wanted = columns.filter(({ name, kind }) => named.has(name) && kind !== 'image');
  const watch = new MarksWatch(wanted);
  const markersOf = new Map(wanted.map(({ name, written }) => [name, new MissingMarkers(written?.missing)]));
  const byRule = new Map<Rule, Map<number, string>>();
  const noted = new Map<number, string>();
  let [from, lines]: [number, RawRows] = [0, { header: [], lines: [] }];
  const onBroken = (rule: Rule, row: number, value: string) => {
    if (severityOf(rule) !== 'fail') return;
    const rows = byRule.get(rule) ?? new Map<number, string>();
    byRule.set(rule, rows.set(row, value));
    if (noted.size < MOST_KEPT) noted.set(row, csvRecord(lines.lines[row - from]!).trimEnd());
  };
  const holders = await holdersFor(rules, wanted, services, context, onBroken);
  const { rows } = await readCsvForSchema(
    source,
    wanted,
    (table, raw) => {
      lines = raw;
      watch.see(table, raw);
      holders.values.take({ columns: table.columns, from, rows: table.rows });
      holders.types.take({ columns: typeTexts(table, raw, markersOf), from, rows: table.rows });
      from += table.rows;
    },
    partOf(context, 0, 0.5)
  );
  watch.refuse();
  const results = inOrder(rules, [...holders.values.end(), ...holders.types.end()]);
  const broken = brokenRows(results, byRule);
  const raw = [...noted]
    .sort(([a], [b]) => a - b)
    .flatMap(([row, text]) => (broken.has(row) ? [{ line: row + 1, code: 'rule-broken', reason: broken.get(row)!, text }] : []));
  return { rows, results, broken, raw };
}

/** Rules about types look at the text of the file: read as what it should be, a wrong value is only missing. */
async function holdersFor(
  rules: readonly Rule[],
  schema: readonly ColumnSchema[],
  services: ServingServices,
  context: WorkContext,
  onBroken: (rule: Rule, row: number, value: string) => void
): Promise<{ values: RuleHolder; types: RuleHolder }> {
  const ground = checkGround(services, context);
  const asTexts = schema.map((column) => ({ ...column, type: 'text' as const }));
  return {
    values: await holdRules(rules.filter(({ kind }) => kind !== 'type'), schema, ground, { strict: false, onBroken }), // prettier-ignore
    types: await holdRules(rules.filter(({ kind }) => kind === 'type'), asTexts, ground, { strict: false, onBroken }) // prettier-ignore
  };
}

const inOrder = (rules: readonly Rule[], results: readonly RuleResult[]): RuleResult[] =>
  results.toSorted((a, b) => rules.indexOf(a.rule) - rules.indexOf(b.rule));

function brokenRows(results: readonly RuleResult[], byRule: ReadonlyMap<Rule, ReadonlyMap<number, string>>): Map<number, string> {
  const broken = new Map<number, string>();
  for (const { rule, said, outcome } of results) {
    if (outcome !== 'failed') continue;
    for (const [row, value] of byRule.get(rule) ?? []) {
      const holds = value === '' ? 'there is none' : `it holds ${quoted(value)}`;
      if (!broken.has(row)) broken.set(row, `${quoted(rule.column)} ${said}; ${holds}`);
    }
  }
  return new Map([...broken].sort(([a], [b]) => a - b));
}
