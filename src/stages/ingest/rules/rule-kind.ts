import type { Rule } from '../../../core/rule.ts';
import type { RuleTakes, RuleValue } from '../../../core/rule-form.ts';
import type { ColumnSchema, ColumnType } from '../../../core/schema.ts';
import type { Column } from '../../../core/table.ts';

/** A kind of rule: what it asks, how rows are held against it, and what data suggest it. One file, one line in the registry. */
export interface RuleKind {
  readonly id: string;
  /** For a list to choose from. */
  readonly label: string;
  /** One sentence: what it asks. */
  readonly doc: string;
  readonly takes: RuleTakes;
  /** Types of columns it can be about; all when left out. */
  readonly types?: readonly ColumnType[];
  /** What `value` holds. */
  readonly value: RuleValue;
  /** A rule about a whole is broken or not: there is no share of rows that may break it. */
  readonly isWhole?: boolean;
  /** Its value is taken from data, and can't be typed. */
  readonly isProposedOnly?: boolean;
  /** It says how large a version is, which a batch need not be. */
  readonly isOfVersions?: boolean;
  /** What a rule asks, after the name of its column. */
  describe(rule: Rule): string;
  /** @throws LatheError `rule-invalid` when the rule's value is not what its kind needs */
  begin(rule: Rule, about: readonly ColumnSchema[], ground: CheckGround): RuleCheck | Promise<RuleCheck>;
  /** Looks through a table for rules it keeps; null where this kind is never proposed. */
  propose?(ground: ProposeGround): Proposer;
}

/** Rows `from` to `from + rows - 1` of the columns of a rule, in its order. */
export interface Piece {
  readonly columns: readonly Column[];
  readonly from: number;
  readonly rows: number;
}

/** Counts over all pieces. */
export interface Tally {
  checked: number;
  /** @param row counted from 0 over the whole table */
  fail(row: number, value: string): void;
}

/** One pass of a rule over a table, piece by piece, in the order of the rows. */
export interface RuleCheck {
  take(piece: Piece, tally: Tally): void;
  /** Of a rule about a whole: whether it is broken, and what was seen. */
  end?(): { readonly broken: boolean; readonly seen: string };
}

export interface CheckGround {
  readonly now: number;
  /** The values of a column of another stored table; null when it is gone. */
  keysOf(datasetId: string, column: string): Promise<{ readonly keys: ReadonlySet<string>; readonly table: string } | null>;
}

/** What is known of a column before its values are looked at. */
export interface ColumnFacts extends ColumnSchema {
  readonly missing: number;
  readonly distinct: number;
  readonly labels?: readonly string[];
  /** Of numbers, and of times in milliseconds; null where there is no value. */
  readonly min: number | null;
  readonly max: number | null;
  /** Of numbers: ascending, seven at most. */
  readonly quantiles: readonly number[];
}

export interface ProposeGround {
  readonly now: number;
  readonly rows: number;
  readonly columns: readonly ColumnFacts[];
  /** Columns of other stored tables in which each value stands once. */
  readonly keys: readonly OtherKey[];
}

export interface OtherKey {
  readonly datasetId: string;
  readonly table: string;
  readonly column: string;
  readonly keys: ReadonlySet<string>;
}

/** One pass over a table in search of rules. */
export interface Proposer {
  /** Rows `from` on, all columns, in the order of the ground. */
  take(piece: Piece): void;
  end(): Rule[];
}

/** Rules that follow from what is known before. */
export const settled = (rules: readonly Rule[]): Proposer => ({ take: () => undefined, end: () => [...rules] });
