import type { PartName } from './split.ts';

/** One picture of a group of alike ones. */
export interface AlikeImage {
  readonly row: number;
  /** The class it is in, where the data say. */
  readonly label: string | null;
  /** The part of the division it is in; null where the rows are not divided. */
  readonly part: PartName | null;
  /** Beside the first of the group: 1 = the very same pixels; below, their correlation. */
  readonly likeness: number;
}

export interface AlikeImageGroup {
  readonly images: readonly AlikeImage[];
  /** Those with the very pixels of an earlier one of the group. */
  readonly copies: number;
  /** All of them have the same pixels. */
  readonly isExact: boolean;
  /** They are in different classes. */
  readonly isConflict: boolean;
  /** They are in different parts: the score there flatters the model. */
  readonly isLeak: boolean;
}

export interface AlikeImages {
  readonly images: number;
  /** Those that can be shown; conflicts first, then leaks. */
  readonly groups: readonly AlikeImageGroup[];
  readonly found: {
    readonly groups: number;
    readonly images: number;
    /** Images with the very pixels of an earlier one, in whatever group. */
    readonly exact: number;
    readonly conflicts: number;
    readonly leaks: number;
  };
}
