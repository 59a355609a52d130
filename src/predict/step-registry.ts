import { createRegistry } from '../core/registry.ts';
import type { StepApplier } from './step-applier.ts';
import { bins } from './steps/bins.ts';
import { clip } from './steps/clip.ts';
import { dateParts } from './steps/date-parts.ts';
import { drop } from './steps/drop.ts';
import { formula } from './steps/formula.ts';
import { hashLevels } from './steps/hash-levels.ts';
import { impute } from './steps/impute.ts';
import { iterativeImpute } from './steps/iterative-impute.ts';
import { knnImpute } from './steps/knn-impute.ts';
import { levelCounts } from './steps/level-counts.ts';
import { log } from './steps/log.ts';
import { oneHot } from './steps/one-hot.ts';
import { ordinal } from './steps/ordinal.ts';
import { pca } from './steps/pca.ts';
import { polynomial } from './steps/polynomial.ts';
import { power } from './steps/power.ts';
import { quantile } from './steps/quantile.ts';
import { rareLevels } from './steps/rare-levels.ts';
import { scale } from './steps/scale.ts';
import { spline } from './steps/spline.ts';
import { targetEncode } from './steps/target-encode.ts';

/** Every recipe step that can be applied. Adding one is a file in steps/ and a line here. */
export const stepAppliers = createRegistry<StepApplier>('recipe step', [
  impute,
  scale,
  oneHot,
  ordinal,
  dateParts,
  rareLevels,
  drop,
  formula,
  power,
  quantile,
  bins,
  clip,
  log,
  knnImpute,
  iterativeImpute,
  polynomial,
  spline,
  pca,
  targetEncode,
  hashLevels,
  levelCounts
]);
