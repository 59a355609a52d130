import { fastNearest } from '../../kernels/neighbours/fast-nearest.ts';
import { fastTreeSums } from '../../kernels/tree-sums/fast-tree-sums.ts';
import { modelScorers } from '../../predict/model-registry.ts';
import { modelsIn } from '../../predict/models-in.ts';
import type { ScoringAids } from '../../predict/model-scorer.ts';
import { openNearest } from '../../predict/neighbours/find-nearest.ts';
import type { ModelPackage } from '../../predict/package-type.ts';
import { createScorer, type Scorer } from '../../predict/scorer.ts';

/** Columns up to which a tree is faster than looking at all points, however fast. */
const FEW_COLUMNS = 3;

/** The scorer of a package with all the speed there is here: the same answers, to the bit, as an exported file gives. */
export async function openScorer(pkg: ModelPackage): Promise<Scorer> {
  const wanted = new Set(modelsIn(pkg).map(({ id }) => modelScorers.get(id).aidedBy));
  return createScorer(pkg, {
    ...(wanted.has('openNearest') ? await nearestAid() : {}),
    ...(wanted.has('openTrees') ? await treesAid() : {})
  });
}

async function nearestAid(): Promise<ScoringAids> {
  const open = await fastNearest();
  if (!open) return {};
  return { openNearest: (points, count) => (points.cols > FEW_COLUMNS ? open(points, count) : null) ?? openNearest(points, count) };
}

async function treesAid(): Promise<ScoringAids> {
  const openTrees = await fastTreeSums();
  return openTrees ? { openTrees } : {};
}
