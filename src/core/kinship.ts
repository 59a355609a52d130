/**
 * How rows belong together, where the division of a project says so: what is held out of a fit must be as strange to it as the rows it is meant for.
 * `groups`: a number for each row, the same for rows of one group; `order`: when each row was.
 */
export type Kinship = { readonly kind: 'groups'; readonly of: Int32Array } | { readonly kind: 'order'; readonly at: Float64Array };

export const gatherKinship = (kinship: Kinship, rows: ArrayLike<number>): Kinship =>
  kinship.kind === 'groups'
    ? { kind: 'groups', of: Int32Array.from(rows, (row) => kinship.of[row]!) }
    : { kind: 'order', at: Float64Array.from(rows, (row) => kinship.at[row]!) };

/** The kinships of rows put one behind the other, all by the same division. */
export function joinKinships(parts: readonly Kinship[]): Kinship {
  if (parts[0]?.kind === 'groups')
    return { kind: 'groups', of: Int32Array.from(parts.flatMap((part) => (part.kind === 'groups' ? [...part.of] : []))) };
  return { kind: 'order', at: Float64Array.from(parts.flatMap((part) => (part.kind === 'order' ? [...part.at] : []))) };
}
