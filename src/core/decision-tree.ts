/** What a node asks of a row. */
export type TreeQuestion =
  | {
      readonly kind: 'number';
      readonly feature: string;
      /** Values up to this go left; null: every value does, and only missing ones go right. */
      readonly cut: number | null;
      readonly missingLeft: boolean;
    }
  | {
      readonly kind: 'category';
      readonly feature: string;
      /** Levels that go left; the others seen in training go right, and what was never seen goes with the missing ones. */
      readonly left: readonly string[];
      readonly right: readonly string[];
      readonly missingLeft: boolean;
    };

export interface TreeNode {
  /** Place of the node above; null for the root. */
  readonly parent: number | null;
  readonly depth: number;
  /** Training rows that came here. */
  readonly rows: number;
  /** Shares of the classes, in the order of `classes`, or the mean. */
  readonly values: readonly number[];
  /** Null for a leaf. */
  readonly question: TreeQuestion | null;
  /** Places of the nodes below; null for a leaf. */
  readonly left: number | null;
  readonly right: number | null;
}

/** A decision tree to be read, its nodes in the order of a walk that goes left first. */
export interface DecisionTree {
  readonly target: string;
  /** The classes that occurred in training; null where a number is told. */
  readonly classes: readonly string[] | null;
  readonly nodes: readonly TreeNode[];
  /** How the tree as it was grown would become smaller: from each cost of a leaf on, how many leaves and how much impurity are left. */
  readonly path: readonly { readonly ccpAlpha: number; readonly leaves: number; readonly impurity: number }[];
}
