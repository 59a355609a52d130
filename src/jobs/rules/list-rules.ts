import type { Rule } from '../../core/rule.ts';
import { ruleKinds } from '../../stages/ingest/rules/registry.ts';
import type { RuleKind } from '../../stages/ingest/rules/rule-kind.ts';
import type { JobServices } from '../services.ts';

export interface ListedRule {
  readonly rule: Rule;
  /** What it asks, after the name of its column. */
  readonly said: string;
}

/** The suite of a project in words. */
export async function listRules(
  { projectId }: { readonly projectId: string },
  { storage }: Pick<JobServices, 'storage'>
): Promise<ListedRule[]> {
  const { rules = [] } = await storage.projects.get(projectId);
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
