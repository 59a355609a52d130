/**
 * Clusters numbered from the largest down, equal ones by their first row, so that numbers mean the same whatever order they were found in.
 * @param labels 0 to `count - 1`, or -1; changed in place
 * @returns for each new number the old one; clusters without rows are left out
 */
export function numberBySize(labels: Int32Array, count: number): Int32Array {
  const sizes = new Int32Array(count);
  const first = new Int32Array(count).fill(labels.length);
  labels.forEach((label, row) => {
    if (label < 0) return;
    sizes[label]!++;
    first[label] = Math.min(first[label]!, row);
  });
  const order = Int32Array.from(sizes.keys())
    .filter((label) => sizes[label]! > 0)
    .sort((a, b) => sizes[b]! - sizes[a]! || first[a]! - first[b]!);
  const fresh = new Int32Array(count).fill(-1);
  order.forEach((old, number) => (fresh[old] = number));
  for (let row = 0; row < labels.length; row++) if (labels[row]! >= 0) labels[row] = fresh[labels[row]!]!;
  return order;
}
