import { columnNotFound } from '../core/errors.ts';
import type { Column } from '../core/table.ts';
import { countFailing } from '../stages/ingest/rules/check-rule.ts';
import { proposeRules } from '../stages/ingest/rules/propose-rules.ts';
import type { Rule } from '../stages/ingest/rules/rule.ts';
import type { DatasetRecord } from '../storage/records/dataset.ts';
import type { JobServices } from './services.ts';

export interface ValidateJob {
  readonly datasetId: string;
  /** Null: those that the data themselves suggest. */
  readonly rules: readonly Rule[] | null;
}

export interface RuleResult {
  readonly rule: Rule;
  readonly passed: boolean;
  /** Rows that break the rule. */
  readonly failing: number;
}

/**
 * Holds every row against rules, column by column.
 * @throws LatheError `column-not-found`, `rule-invalid`
 */
export async function validateRules({ datasetId, rules }: ValidateJob, { storage }: Pick<JobServices, 'storage'>): Promise<RuleResult[]> {
  const dataset = await storage.datasets.get(datasetId);
  const names = dataset.columns.map(({ name }) => name);
  for (const { column } of rules ?? []) if (!names.includes(column)) throw columnNotFound(column, names);
  const results = new Map<Rule, RuleResult>();
  for (const name of names) {
    if (rules && !rules.some(({ column }) => column === name)) continue;
    const column = (await storage.datasets.readTable(datasetId, [name])).columns[0]!;
    for (const rule of rules?.filter((given) => given.column === name) ?? suggested(dataset, column))
      results.set(rule, check(rule, column, dataset.rows));
  }
  return rules ? rules.map((rule) => results.get(rule)!) : [...results.values()];
}

const suggested = (dataset: DatasetRecord, column: Column): Rule[] =>
  proposeRules(
    column,
    dataset.columns.find(({ name }) => name === column.name)!
  );

function check(rule: Rule, column: Column, rows: number): RuleResult {
  const failing = countFailing(rule, column, rows);
  return { rule, passed: failing === 0, failing };
}
