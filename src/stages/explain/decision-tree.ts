import type { DecisionTree, TreeNode, TreeQuestion } from '../../core/decision-tree.ts';
import { notATree } from '../../core/errors/judging.ts';
import type { ModelPackage } from '../../predict/package-type.ts';

/** Of a package, what a tree is read from. */
interface TreePackage {
  readonly model: Pick<ModelPackage['model'], 'id' | 'label' | 'state'>;
  readonly target: Pick<ModelPackage['target'], 'name' | 'labels'>;
}

/** What a decision tree keeps; see src/predict/models/averaged-trees.ts. */
interface TreeState {
  readonly present: Int32Array;
  readonly features: readonly {
    readonly name: string;
    readonly levels: readonly string[] | null;
    readonly binOfLevel: Uint8Array | null;
  }[];
  readonly feature: Uint16Array;
  readonly right: Int32Array;
  readonly at: Int32Array;
  readonly missingLeft: Uint8Array;
  readonly cuts: Float64Array;
  readonly categoryBits: Uint32Array;
  readonly width: number;
  readonly cover: Int32Array;
  readonly nodeValues: Float64Array;
  readonly path: { readonly ccpAlphas: Float64Array; readonly impurities: Float64Array; readonly leaves: Int32Array };
}

/**
 * The decision tree of a package, node by node, to be read.
 * @throws LatheError `not-a-tree` for another kind of model
 */
export function describeTree({ model, target }: TreePackage): DecisionTree {
  if (model.id !== 'tree') throw notATree(model.label);
  const state = model.state as unknown as TreeState;
  const { ccpAlphas, impurities, leaves } = state.path;
  return {
    target: target.name,
    classes: target.labels ? Array.from(state.present, (code) => target.labels![code]!) : null,
    nodes: nodesOf(state),
    path: Array.from(ccpAlphas, (ccpAlpha, i) => ({ ccpAlpha, leaves: leaves[i]!, impurity: impurities[i]! }))
  };
}

function nodesOf(state: TreeState): TreeNode[] {
  const { right, width, cover, nodeValues } = state;
  const above = new Int32Array(right.length).fill(-1);
  const depth = new Int32Array(right.length);
  return Array.from(right, (other, node) => {
    const isLeaf = other === 0;
    for (const child of isLeaf ? [] : [node + 1, other]) {
      above[child] = node;
      depth[child] = depth[node]! + 1;
    }
    return {
      parent: above[node]! < 0 ? null : above[node]!,
      depth: depth[node]!,
      rows: cover[node]!,
      values: Array.from(nodeValues.subarray(node * width, (node + 1) * width)),
      question: isLeaf ? null : questionOf(state, node),
      left: isLeaf ? null : node + 1,
      right: isLeaf ? null : other
    };
  });
}

function questionOf({ features, feature, at, missingLeft, cuts, categoryBits }: TreeState, node: number): TreeQuestion {
  const { name, levels, binOfLevel } = features[feature[node]!]!;
  const shared = { feature: name, missingLeft: missingLeft[node] === 1 };
  if (!levels || !binOfLevel) {
    const cut = cuts[at[node]!]!;
    return { ...shared, kind: 'number', cut: cut === Infinity ? null : cut };
  }
  const goesLeft = (_: string, i: number) => ((categoryBits[at[node]! + (binOfLevel[i]! >>> 5)]! >>> (binOfLevel[i]! & 31)) & 1) === 1;
  return { ...shared, kind: 'category', left: levels.filter(goesLeft), right: levels.filter((level, i) => !goesLeft(level, i)) };
}
