import { createRegistry } from '../../core/registry.ts';
import type { StepType } from './step-type.ts';
import { dateParts } from './steps/date-parts.ts';
import { drop } from './steps/drop.ts';
import { formula } from './steps/formula.ts';
import { hashLevels } from './steps/hash-levels.ts';
import { hashWords } from './steps/hash-words.ts';
import { impute } from './steps/impute.ts';
import { levelCounts } from './steps/level-counts.ts';
import { oneHot } from './steps/one-hot.ts';
import { ordinal } from './steps/ordinal.ts';
import { rareLevels } from './steps/rare-levels.ts';
import { scale } from './steps/scale.ts';
import { targetEncode } from './steps/target-encode.ts';
import { tfIdf } from './steps/tf-idf.ts';

/** Every kind of recipe step. Adding one is a file in steps/ and a line here, and the same in src/predict. */
export const stepTypes = createRegistry<StepType>('recipe step', [
  impute,
  scale,
  oneHot,
  ordinal,
  dateParts,
  rareLevels,
  drop,
  formula,
  targetEncode,
  hashLevels,
  levelCounts,
  tfIdf,
  hashWords
]);
