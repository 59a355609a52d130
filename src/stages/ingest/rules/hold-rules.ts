import { isLatheError } from '../../../core/errors/lathe-error.ts';
import { columnNotFound, ruleInvalid } from '../../../core/errors/tables.ts';
import { columnsOfRule, severityOf, type Rule, type RuleExample, type RuleResult } from '../../../core/rule.ts';
import type { ColumnSchema } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';
import { columnsFit } from './check-shape.ts';
import { ruleKinds } from './registry.ts';
import type { CheckGround, RuleCheck, RuleKind, Tally } from './rule-kind.ts';

/** Rows that are named beside the count of all. */
const MOST_EXAMPLES = 20;

/** A row that breaks a rule, told while the rows go by. */
export type OnBroken = (rule: Rule, row: number, value: string) => void;

/** Rules held against a table that comes in pieces, in the order of its rows: every row is counted. */
export interface RuleHolder {
  /** The columns that are looked at. */
  readonly columns: readonly string[];
  take(piece: { readonly columns: readonly Column[]; readonly from: number; readonly rows: number }): void;
  /** In the order of the rules. */
  end(): RuleResult[];
}

/**
 * @param strict whether a rule that can't be held against this table is an error; else it is told as failed, with the reason
 * @throws LatheError `unknown-id`, `column-not-found`, `rule-invalid`
 */
export async function holdRules(
  rules: readonly Rule[],
  schema: readonly ColumnSchema[],
  ground: CheckGround,
  { strict, onBroken }: { readonly strict: boolean; readonly onBroken?: OnBroken }
): Promise<RuleHolder> {
  const held: Held[] = [];
  for (const rule of rules) held.push(await begin(rule, schema, ground, strict, onBroken));
  return {
    columns: schema.map(({ name }) => name).filter((name) => held.some(({ check, rule }) => check && columnsOfRule(rule).includes(name))),
    take({ columns, from, rows }) {
      const byName = new Map(columns.map((column) => [column.name, column]));
      for (const { check, names, tally } of held) check?.take({ columns: names.map((name) => byName.get(name)!), from, rows }, tally);
    },
    end: () => held.map(resultOf)
  };
}

interface Held {
  readonly rule: Rule;
  readonly kind: RuleKind | null;
  readonly names: readonly string[];
  /** Null where it can't be held against this table. */
  readonly check: RuleCheck | null;
  readonly reason: string;
  readonly tally: Tally & { failing: number; readonly examples: RuleExample[] };
}

async function begin(
  rule: Rule,
  schema: readonly ColumnSchema[],
  ground: CheckGround,
  strict: boolean,
  onBroken?: OnBroken
): Promise<Held> {
  const about = { rule, names: columnsOfRule(rule), tally: tallyFor(rule, onBroken) };
  try {
    const kind = ruleKinds.get(rule.kind);
    const columns = about.names.map((name) => columnOf(name, schema));
    columnsFit(rule, kind, columns);
    return { ...about, kind, check: await kind.begin(rule, columns, ground), reason: '' };
  } catch (error) {
    if (strict || !isLatheError(error)) throw error;
    return { ...about, kind: ruleKinds.find(rule.kind) ?? null, check: null, reason: error.message };
  }
}

function columnOf(name: string, schema: readonly ColumnSchema[]): ColumnSchema {
  const found = schema.find((column) => column.name === name);
  if (found) return found;
  throw columnNotFound(
    name,
    schema.map((column) => column.name)
  );
}

function tallyFor(rule: Rule, onBroken?: OnBroken): Held['tally'] {
  const tally: Held['tally'] = {
    checked: 0,
    failing: 0,
    examples: [],
    fail(row, value) {
      tally.failing++;
      if (tally.examples.length < MOST_EXAMPLES) tally.examples.push({ row, value: shortened(value) });
      onBroken?.(rule, row, value);
    }
  };
  return tally;
}

const LONGEST = 200;
const shortened = (value: string): string => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);

function resultOf({ rule, kind, check, reason, tally }: Held): RuleResult {
  const said = kind?.describe(rule) ?? rule.kind;
  const broken = severityOf(rule) === 'warn' ? 'warned' : 'failed';
  if (!check) return { rule, said, passed: false, outcome: broken, checked: 0, failing: 0, examples: [], seen: reason };
  const whole = check.end?.();
  if (whole) {
    const outcome = whole.broken ? broken : 'passed';
    return { rule, said, passed: !whole.broken, outcome, checked: 1, failing: whole.broken ? 1 : 0, examples: [], seen: whole.seen };
  }
  const { checked, failing, examples } = tally;
  const passed = failing <= (1 - (rule.mostly ?? 1)) * checked + 1e-9;
  return { rule, said, passed, outcome: passed ? 'passed' : broken, checked, failing, examples };
}

/** Rules as they come from a form or a script, checked without a table. @throws LatheError `unknown-id`, `column-not-found`, `rule-invalid` */
export async function checkRules(rules: readonly Rule[], schema: readonly ColumnSchema[], ground: CheckGround): Promise<void> {
  for (const rule of rules) {
    if (rule.mostly !== undefined && !(rule.mostly > 0 && rule.mostly <= 1))
      throw ruleInvalid(rule.column, rule.kind, 'a share of rows above 0 and at most 1 ("mostly")');
  }
  await holdRules(rules, schema, ground, { strict: true });
}
