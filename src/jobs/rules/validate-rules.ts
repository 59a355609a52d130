import { partOf, type WorkContext } from '../../core/context.ts';
import type { Rule, RuleResult } from '../../core/rule.ts';
import { holdRules } from '../../stages/ingest/rules/hold-rules.ts';
import { proposeRules, settleProposals } from '../../stages/ingest/rules/propose-rules.ts';
import type { DatasetRecord } from '../../storage/records/dataset.ts';
import type { JobServices } from '../services.ts';
import { columnFacts } from './facts.ts';
import { checkGround, otherKeys } from './other-tables.ts';
import { readPieces } from './pieces.ts';

export interface ValidateJob {
  readonly datasetId: string;
  /** Null: those that the data themselves suggest. */
  readonly rules: readonly Rule[] | null;
}

/**
 * Holds every row against rules; a table is read piece by piece. Proposed rules are those that the data keep, or keep but for a few rows.
 * @throws LatheError `unknown-id`, `column-not-found`, `rule-invalid`; the abort
 */
export async function validateRules({ datasetId, rules }: ValidateJob, services: JobServices, context: WorkContext): Promise<RuleResult[]> {
  const dataset = await services.storage.datasets.get(datasetId);
  if (rules) return holdDataset(dataset, rules, { strict: true }, services, context);
  const proposed = await propose(dataset, services, partOf(context, 0, 0.6));
  const held = await holdDataset(dataset, proposed, { strict: true }, services, partOf(context, 0.6, 1));
  return settleProposals(held);
}

/** Rules held against a stored version. */
export async function holdDataset(
  dataset: DatasetRecord,
  rules: readonly Rule[],
  { strict }: { readonly strict: boolean },
  services: JobServices,
  context: WorkContext
): Promise<RuleResult[]> {
  const holder = await holdRules(rules, dataset.columns, checkGround(services, context), { strict });
  for await (const piece of readPieces(dataset, holder.columns, services, context)) holder.take(piece);
  return holder.end();
}

async function propose(dataset: DatasetRecord, services: JobServices, context: WorkContext): Promise<Rule[]> {
  const tabular = { ...dataset, columns: dataset.columns.filter(({ kind }) => kind !== 'image') };
  const columns = await columnFacts(tabular, services, partOf(context, 0, 0.4));
  const keys = await otherKeys(dataset, services, context);
  const proposer = proposeRules({ now: services.now(), rows: dataset.rows, columns, keys });
  const names = columns.map(({ name }) => name);
  for await (const piece of readPieces(dataset, names, services, partOf(context, 0.4, 1))) proposer.take(piece);
  return proposer.end();
}
