import { lineageOf } from '../../core/lineage.ts';
import { rulesOf, type Rule } from '../../core/rule.ts';
import { ruleKinds } from '../../stages/ingest/rules/registry.ts';
import type { RuleKind } from '../../stages/ingest/rules/rule-kind.ts';
import type { JobServices } from '../services.ts';

export interface ListedRule {
  readonly rule: Rule;
  /** What it asks, after the name of its column. */
  readonly said: string;
}

/** The suite of the table a version is of, in words; of the one the project works with when none is named. */
export async function listRules(
  { projectId, ...asked }: { readonly projectId: string; readonly datasetId?: string },
  { storage }: Pick<JobServices, 'storage'>
): Promise<ListedRule[]> {
  const { suites, datasetId: current } = await storage.projects.get(projectId);
  const datasetId = asked.datasetId ?? current;
  if (datasetId === null) return [];
  const rules = rulesOf(suites, lineageOf(await storage.datasets.get(datasetId)));
  return rules.map((rule) => ({ rule, said: ruleKinds.find(rule.kind)?.describe(rule) ?? rule.kind }));
}

type About = Pick<RuleKind, 'id' | 'label' | 'doc' | 'takes' | 'value' | 'types'> & {
  readonly isWhole: boolean;
  readonly isProposedOnly: boolean;
};

/** What a form needs of each kind. */
export const describeKinds = (): About[] =>
  ruleKinds.all.map(({ id, label, doc, takes, types, value, isWhole = false, isProposedOnly = false }) => ({
    id,
    label,
    doc,
    takes,
    value,
    isWhole,
    isProposedOnly,
    ...(types ? { types } : {})
  }));
