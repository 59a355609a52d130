import type { ParamSpec } from '../../core/params.ts';

/** How many clusters, where they can be chosen by silhouette. */
export const clusterCount = {
  type: 'int',
  default: 0,
  min: 0,
  max: 200,
  search: [2, 12],
  doc: 'How many clusters; 0 = as many, of 2 to 10, as give the highest silhouette.'
} as const satisfies ParamSpec;
