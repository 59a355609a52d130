import { columnsOfRule, type Rule, type RuleResult } from '../../../core/rule.ts';
import type { RuleKindInfo } from '../../../core/rule-form.ts';
import { counted, quoted } from '../../../core/words.ts';

/** A rule in a list: kept, or only proposed. */
export interface ListedRule {
  readonly key: string;
  readonly rule: Rule;
  /** What it asks, after the name of its column. */
  readonly said: string;
  /** How it was kept to; null where it was not looked at. */
  readonly result: RuleResult | null;
}

export type RuleState = 'broken' | 'holds' | 'off' | 'not-checked';

/** What of a list is shown; the empty text asks for nothing. */
export interface RuleFilter {
  /** `table`, or `column` and a blank before the name of one. */
  readonly about: string;
  readonly kind: string;
  readonly state: '' | RuleState;
}

export const everything: RuleFilter = { about: '', kind: '', state: '' };

const columnChoice = (name: string): string => `column ${name}`;

export function stateOf({ rule, result }: ListedRule): RuleState {
  if (rule.off) return 'off';
  if (result === null) return 'not-checked';
  return result.passed ? 'holds' : 'broken';
}

export const filterRules = (rules: readonly ListedRule[], { about, kind, state }: RuleFilter): ListedRule[] =>
  rules.filter(
    (listed) =>
      (about === '' || aboutOf(listed).includes(about)) &&
      (kind === '' || listed.rule.kind === kind) &&
      (state === '' || stateOf(listed) === state)
  );

function aboutOf({ rule }: ListedRule): string[] {
  const columns = columnsOfRule(rule);
  return columns.length === 0 ? ['table'] : columns.map(columnChoice);
}

export interface FilterChoice<V extends string = string> {
  readonly value: V;
  readonly label: string;
}

const stateWords: Readonly<Record<RuleState, string>> = {
  broken: 'broken',
  holds: 'hold',
  off: 'off',
  'not-checked': 'not looked at yet'
};

/** What a list can be narrowed to, each with how many rules that leaves. */
export function filterChoices(rules: readonly ListedRule[], kinds: readonly RuleKindInfo[]) {
  const labelOf = (id: string) => kinds.find((kind) => kind.id === id)?.label ?? id;
  const nameOf = (about: string) => (about === 'table' ? 'the table' : quoted(about.slice(columnChoice('').length)));
  return {
    about: choices('', 'Any column', rules.flatMap(aboutOf), nameOf),
    kinds: choices(
      '',
      'Any kind',
      rules.map(({ rule }) => rule.kind),
      labelOf
    ),
    states: choices<'' | RuleState>('', 'In any state', rules.map(stateOf), (state) => stateWords[state as RuleState])
  };
}

function choices<V extends string>(none: V, all: string, met: readonly V[], label: (value: V) => string): FilterChoice<V>[] {
  const counts = new Map<V, number>();
  for (const value of met) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [{ value: none, label: all }, ...[...counts].map(([value, count]) => ({ value, label: `${label(value)} (${count})` }))];
}

/** What a button does it to: the rules chosen among those shown, or all of these where none is chosen. */
export function targetOf(shown: readonly ListedRule[], chosen: ReadonlySet<string>): { rules: readonly ListedRule[]; said: string } {
  const picked = shown.filter(({ key }) => chosen.has(key));
  return picked.length > 0
    ? { rules: picked, said: `${counted(picked.length, 'chosen rule')}` }
    : { rules: shown, said: shown.length === 1 ? 'the rule shown' : `all ${shown.length} rules shown` };
}

/**
 * Where the keyboard goes on when the rule it was at is gone: to the next that is still there, or else the one before.
 * @param before keys as they were shown @param now keys that are shown @returns null when none is left
 */
export function nextKey(before: readonly string[], now: readonly string[], at: string): string | null {
  const there = new Set(now);
  const place = before.indexOf(at);
  const behind = before.slice(Math.max(0, place)).find((key) => there.has(key));
  return behind ?? before.slice(0, Math.max(0, place)).findLast((key) => there.has(key)) ?? now[0] ?? null;
}
