/** Another type the import offered for a column. */
interface Offered {
  readonly offer?: { readonly column: string };
}

interface Read {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** Whether an offer of the import can still be taken: the column is still read as texts. */
export const isOfferOpen = ({ columns }: Read, { column }: NonNullable<Offered['offer']>): boolean =>
  columns.some(({ name, type }) => name === column && (type === 'category' || type === 'text'));

/** What the import met and nobody has settled since. */
export const openIssues = <I extends Offered>(dataset: Read, issues: readonly I[]): I[] =>
  issues.filter(({ offer }) => offer === undefined || isOfferOpen(dataset, offer));
