/** Something every value of a column should keep to. Missing values break `not-null` only. */
export interface Rule {
  readonly column: string;
  readonly kind: 'not-null' | 'unique' | 'range' | 'in-set' | 'pattern' | 'type';
  /** range: `{ min?, max? }`, for times as ISO 8601; in-set: a list; pattern: a regular expression as text; type: a column type. */
  readonly value?: unknown;
}

export const ruleKinds: readonly Rule['kind'][] = ['not-null', 'unique', 'range', 'in-set', 'pattern', 'type'];
