import type { Rule, RuleResult } from '../../../core/rule.ts';
import { counted } from '../../../core/words.ts';
import { ruleKinds } from './registry.ts';
import type { Piece, ProposeGround, Proposer } from './rule-kind.ts';

/** One pass of every kind over a table, in search of rules that it keeps. */
export function proposeRules(ground: ProposeGround): Proposer {
  const proposers = ruleKinds.all.flatMap((kind) => kind.propose?.(ground) ?? []);
  return {
    take: (piece: Piece) => proposers.forEach((proposer) => proposer.take(piece)),
    end: () =>
      inOrder(
        proposers.flatMap((proposer) => proposer.end()),
        ground
      )
  };
}

/** Column by column, those about the table and about several columns behind. */
function inOrder(rules: readonly Rule[], { columns }: ProposeGround): Rule[] {
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  const placeOf = ({ column, columns: more }: Rule) =>
    column === '' ? -1 : (more?.length ?? 0) > 0 ? columns.length : places.get(column)!;
  return rules.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** A proposal may be broken by so many of its own rows; then it asks for no more than it found. */
const MOST_BROKEN = 0.02;

/** What is proposed once every row was held against it: what the data break is not proposed, or with the share that keeps to it. */
export function settleProposals(results: readonly RuleResult[]): RuleResult[] {
  return results.flatMap((result) => {
    const { rule, passed, checked, failing, seen } = result;
    if (checked === 0 || (seen !== undefined && !passed)) return [];
    if (failing === 0) return [result];
    if (failing > MOST_BROKEN * checked || rule.kind === 'unique') return [];
    const mostly = Math.floor(100 * (1 - failing / checked)) / 100;
    const broken = `${counted(failing, 'row')} of ${counted(checked, 'row')} already ${failing === 1 ? 'breaks' : 'break'} it.`;
    const fresh = { ...rule, mostly, because: `${rule.because ?? ''} ${broken}`.trim() };
    return [{ ...result, rule: fresh, passed: true, outcome: 'passed' as const }];
  });
}
