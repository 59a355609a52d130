import { createRegistry } from '../core/registry.ts';
import type { StepApplier } from './step-applier.ts';
import { bins } from './steps/bins.ts';
import { clip } from './steps/clip.ts';
import { dateParts } from './steps/date-parts.ts';
import { drop } from './steps/drop.ts';
import { formula } from './steps/formula.ts';
import { impute } from './steps/impute.ts';
import { log } from './steps/log.ts';
import { oneHot } from './steps/one-hot.ts';
import { ordinal } from './steps/ordinal.ts';
import { power } from './steps/power.ts';
import { quantile } from './steps/quantile.ts';
import { rareLevels } from './steps/rare-levels.ts';
import { scale } from './steps/scale.ts';

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
  log
]);
