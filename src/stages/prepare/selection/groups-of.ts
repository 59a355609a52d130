/** The values of each class that there is. */
export function groupsOf(values: Float64Array, codes: ArrayLike<number>): number[][] {
  const groups = new Map<number, number[]>();
  values.forEach((value, i) => {
    const own = groups.get(codes[i]!);
    if (own) own.push(value);
    else groups.set(codes[i]!, [value]);
  });
  return [...groups.values()];
}
