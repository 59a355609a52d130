import type { Run, TrainSpec } from '../../app/api/training.ts';

/** What asks for the same training again, with some settings changed: a run of its own, the one it came from stays as it is. */
export const specAgain = (
  { model, params, seed, cv, calibrate, limits = false, fairly }: Run,
  change: Readonly<Record<string, unknown>>
): TrainSpec => ({
  model,
  params: { ...params, ...change },
  seed,
  calibrate,
  ...(limits ? { limits } : {}),
  ...(fairly ? { fairly } : {}),
  ...(cv ? { cv } : {})
});
