/** How a step looks for main directions. */
export const solverParam = {
  type: 'choice',
  default: 'auto',
  options: ['auto', 'exact', 'randomised'],
  doc: 'How directions are found. exact: all of them by their equations, among at most 1,000 columns or rows; randomised: the first nComponents by a search from random sums, as near as rounding where they stand out; auto: randomised where few are asked for among more than 200.'
} as const;
