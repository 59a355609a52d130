import type { ColumnType } from './schema.ts';

/** Columns of a rule: none, one, two of a kind, one and its parts, or one and perhaps more. */
export type RuleTakes = 'table' | 'column' | 'pair' | 'parts' | 'key';

/** What the value of a rule holds. */
export type RuleValue =
  | { readonly holds: 'nothing' }
  | { readonly holds: 'text' | 'list'; readonly label: string; readonly doc: string; readonly options?: readonly string[] }
  | { readonly holds: 'fields'; readonly fields: readonly RuleField[] };

/** A field of a value that is a record. A `bound` is a number, or a time as ISO 8601. */
export interface RuleField {
  readonly name: string;
  readonly label: string;
  readonly holds: 'number' | 'bound' | 'flag' | 'choice' | 'table' | 'text';
  readonly options?: readonly string[];
  readonly doc: string;
}

/** A kind of rule, as a form shows it. */
export interface RuleKindInfo {
  readonly id: string;
  readonly label: string;
  readonly doc: string;
  readonly takes: RuleTakes;
  /** Types of columns it can be about; all when left out. */
  readonly types?: readonly ColumnType[];
  /** A rule about a whole is broken or not, and takes no share of rows. */
  readonly isWhole: boolean;
  /** It can be edited, and not be made by hand. */
  readonly isProposedOnly: boolean;
  readonly value: RuleValue;
}
