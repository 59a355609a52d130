import type { SummedTrees } from '../../src/core/summed-trees.ts';

/** As protobuf writes it: a field's number and kind, then a varint, or a length and bytes. */
const varint = (value: number): number[] => {
  const bytes: number[] = [];
  for (let rest = BigInt.asUintN(64, BigInt(value)); ; rest >>= 7n) {
    const low = Number(rest & 127n);
    if (rest < 128n) return [...bytes, low];
    bytes.push(low | 128);
  }
};
const whole = (field: number, value: number) => Buffer.from([...varint(field << 3), ...varint(value)]);
const bytes = (field: number, value: Buffer) => Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(value.length)]), value]);
const text = (field: number, value: string) => bytes(field, Buffer.from(value));
const message = (field: number, ...parts: readonly Buffer[]) => bytes(field, Buffer.concat(parts));

const wholes = (name: string, values: readonly number[]) =>
  message(5, text(1, name), bytes(8, Buffer.from(values.flatMap((value) => varint(value)))), whole(20, 7));
const singles = (name: string, values: readonly number[]) =>
  message(5, text(1, name), bytes(7, Buffer.from(Float32Array.from(values).buffer)), whole(20, 6));
const texts = (name: string, values: readonly string[]) =>
  message(5, text(1, name), ...values.map((value) => text(9, value)), whole(20, 8));
const oneText = (name: string, value: string) => message(5, text(1, name), text(4, value), whole(20, 3));

const tensor = (field: number, name: string, kind: number, columns: number) =>
  message(
    field,
    text(1, name),
    message(2, message(1, whole(1, kind), message(2, message(1, text(2, 'rows')), message(1, whole(1, columns)))))
  );

/**
 * Trees of two classes, numbers only, as an ONNX model of one TreeEnsembleClassifier, as skl2onnx and onnxmltools write them.
 * @param start the raw score before any tree
 */
export function onnxOf(trees: SummedTrees, start: number): Buffer {
  const { treeStarts, feature } = trees;
  const treeOf = Array.from(feature, (_, node) => treeStarts.findLastIndex((root) => root <= node));
  const own = Array.from(feature, (_, node) => node - treeStarts[treeOf[node]!]!);
  const of = <T>(what: (node: number) => T) => own.map((_, node) => what(node));
  const leaves = own.flatMap((_, node) => (feature[node]! < 0 ? [node] : []));
  const child = (side: Int32Array) => of((node) => (feature[node]! < 0 ? 0 : own[side[node]!]!));
  const attributes = [
    wholes('nodes_treeids', treeOf),
    wholes('nodes_nodeids', own),
    wholes('nodes_featureids', of((node) => Math.max(0, feature[node]!))),
    texts('nodes_modes', of((node) => (feature[node]! < 0 ? 'LEAF' : 'BRANCH_LEQ'))),
    singles('nodes_values', of((node) => trees.threshold[node]!)),
    wholes('nodes_truenodeids', child(trees.left)),
    wholes('nodes_falsenodeids', child(trees.right)),
    wholes('nodes_missing_value_tracks_true', Array.from(trees.missingLeft)),
    wholes('class_treeids', leaves.map((node) => treeOf[node]!)),
    wholes('class_nodeids', leaves.map((node) => own[node]!)),
    wholes('class_ids', leaves.map(() => 0)),
    singles('class_weights', leaves.map((node) => trees.value[node]!)),
    singles('base_values', [start]),
    wholes('classlabels_int64s', [0, 1]),
    oneText('post_transform', 'LOGISTIC')
  ]; // prettier-ignore
  const node = message(
    1,
    text(1, 'x'),
    text(2, 'label'),
    text(2, 'shares'),
    text(4, 'TreeEnsembleClassifier'),
    ...attributes,
    text(7, 'ai.onnx.ml')
  );
  const graph = message(7, node, text(2, 'trees'), tensor(11, 'x', 1, trees.features.length), tensor(12, 'shares', 1, 2));
  const opset = (domain: string, version: number) => message(8, text(1, domain), whole(2, version));
  return Buffer.concat([whole(1, 8), graph, opset('', 15), opset('ai.onnx.ml', 1)]);
}
