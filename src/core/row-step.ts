/** Changes of rows picked by hand: by their numbers in the version the step is done to, from 0. */
export type RowStep =
  /** Keeps these rows, in their old order. The version before has them all. */
  | { readonly kind: 'keep-rows'; readonly rows: readonly number[] }
  /** Takes rows out. With a reason they are set aside: they can be looked at from the new version, as long as the one before is there. */
  | { readonly kind: 'drop-rows'; readonly rows: readonly number[]; readonly why?: string }
  /** Rows that must not be parted when the data are divided: a column with the role group says so. Groups there already are widened. */
  | { readonly kind: 'group-rows'; readonly groups: readonly (readonly number[])[]; readonly column?: string }
  /** Gives rows a value of a category column, by value; the column is made when there is none. */
  | {
      readonly kind: 'label-rows';
      readonly column: string;
      readonly labels: readonly { readonly label: string; readonly rows: readonly number[] }[];
    };

export const rowStepKinds = ['keep-rows', 'drop-rows', 'group-rows', 'label-rows'] as const satisfies readonly RowStep['kind'][];
