import { createRegistry } from '../core/registry.ts';
import type { StepApplier } from './step-applier.ts';
import { bins } from './steps/bins.ts';
import { boruta } from './steps/boruta.ts';
import { clip } from './steps/clip.ts';
import { dateParts } from './steps/date-parts.ts';
import { drop } from './steps/drop.ts';
import { earlierValues } from './steps/earlier-values.ts';
import { eliminate } from './steps/eliminate.ts';
import { formula } from './steps/formula.ts';
import { fourierFeatures } from './steps/fourier-features.ts';
import { hashLevels } from './steps/hash-levels.ts';
import { hashWords } from './steps/hash-words.ts';
import { impute } from './steps/impute.ts';
import { iterativeImpute } from './steps/iterative-impute.ts';
import { knnImpute } from './steps/knn-impute.ts';
import { levelCounts } from './steps/level-counts.ts';
import { log } from './steps/log.ts';
import { lowVariance } from './steps/low-variance.ts';
import { nmf } from './steps/nmf.ts';
import { oneHot } from './steps/one-hot.ts';
import { ordinal } from './steps/ordinal.ts';
import { pca } from './steps/pca.ts';
import { polynomial } from './steps/polynomial.ts';
import { power } from './steps/power.ts';
import { quantile } from './steps/quantile.ts';
import { rareLevels } from './steps/rare-levels.ts';
import { scale } from './steps/scale.ts';
import { selectBest } from './steps/select-best.ts';
import { selectByModel } from './steps/select-by-model.ts';
import { spline } from './steps/spline.ts';
import { targetEncode } from './steps/target-encode.ts';
import { tfIdf } from './steps/tf-idf.ts';
import { truncatedSvd } from './steps/truncated-svd.ts';

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
  truncatedSvd,
  nmf,
  fourierFeatures,
  lowVariance,
  selectBest,
  selectByModel,
  eliminate,
  boruta,
  targetEncode,
  hashLevels,
  levelCounts,
  tfIdf,
  hashWords,
  earlierValues
]);
