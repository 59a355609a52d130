import { createRegistry } from '../../../core/registry.ts';
import { blur } from './kinds/blur.ts';
import { brightness } from './kinds/brightness.ts';
import { jpeg } from './kinds/jpeg.ts';
import { missing } from './kinds/missing.ts';
import { missingExtreme } from './kinds/missing-extreme.ts';
import { noise } from './kinds/noise.ts';
import { outliers } from './kinds/outliers.ts';
import { pixelNoise } from './kinds/pixel-noise.ts';
import { rotation } from './kinds/rotation.ts';
import { shift } from './kinds/shift.ts';
import { timeShift } from './kinds/time-shift.ts';
import { typos } from './kinds/typos.ts';
import { unitError } from './kinds/unit-error.ts';
import type { StressType } from './stress-type.ts';

/** Every way in which rows can go wrong. Adding one is a file in kinds/ and a line here. */
export const stresses = createRegistry<StressType>('stress', [
  missing,
  missingExtreme,
  noise,
  unitError,
  outliers,
  typos,
  timeShift,
  shift,
  pixelNoise,
  blur,
  brightness,
  rotation,
  jpeg
]);
