/** What a mask leaves of a value: its last letters or digits, the domain of an e-mail address, the first letter of each word, a text without what names somebody. */
export type MaskHow = 'last' | 'domain' | 'first-letter' | 'free-text';

/** How values become coarser. */
export type Generalisation =
  /** Numbers in bands of one width from 0 on; what is below `lowest` or from `highest` on is one band each. */
  | { readonly by: 'bands'; readonly width: number; readonly lowest?: number; readonly highest?: number }
  /** Times as the first moment of their month or year, UTC. */
  | { readonly by: 'month' }
  | { readonly by: 'year' }
  /** Codes as their first letters or digits: a postal code as its region. */
  | { readonly by: 'leading'; readonly keep: number }
  /** Values in fewer rows than `least` become one, "other"; so do the next rarest until "other" has as many. */
  | { readonly by: 'merge-rare'; readonly least: number };

/** Steps that take out of a column what points at a person. The column keeps its name, its place and its role. */
export type ProtectStep =
  /** Each value becomes a code that follows from the value and a secret key; the step knows the key's id alone. */
  | { readonly kind: 'pseudonymise'; readonly columns: readonly string[]; readonly keyId: string }
  /** @property keep letters or digits left by `last` */
  | { readonly kind: 'mask'; readonly column: string; readonly how: MaskHow; readonly keep?: number }
  | { readonly kind: 'generalise'; readonly column: string; readonly into: Generalisation };

export const maskHows: readonly MaskHow[] = ['last', 'domain', 'first-letter', 'free-text'];
export const generalisations: readonly Generalisation['by'][] = ['bands', 'month', 'year', 'leading', 'merge-rare'];
