/** An input of a model that a file has under another name, in another unit of the same kind. */
export interface UnitDifference {
  readonly input: string;
  /** What the model was trained with. */
  readonly unit: string;
  /** What the file calls it. */
  readonly column: string;
  /** What the file's numbers are in, by that name. */
  readonly given: string;
}
