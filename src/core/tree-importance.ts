/** How much the trees of a model asked one feature. */
export interface TreeImportanceRow {
  readonly feature: string;
  /** Share of what all questions gained in training, 0 to 1. */
  readonly gain: number;
  /** Questions asked of it, and share of the rows that all questions were put to; null where the model does not count them. */
  readonly count: number | null;
  readonly cover: number | null;
}
