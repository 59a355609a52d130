/** Why a model answers from another threshold than its costs ask for: what a person said. */
export interface ThresholdReason {
  /** What it is to reach, as it ends a sentence: "at least 90 % of the positives are found". */
  readonly goal: string;
  readonly why: string;
  /** Who decided it. */
  readonly by: string;
}

/** A threshold that a person gave to a run; null = taken back, so that the costs decide again. */
export interface KeptThreshold extends ThresholdReason {
  readonly threshold: number | null;
  /** The rows it was looked for on: `validation` or `cross-validation`. */
  readonly on: string;
  readonly at: number;
  /** The package that has carried it since, and the one before. */
  readonly modelHash: string;
  readonly before: string;
}

/** The one in force: the last, where it was not taken back. */
export function thresholdInForce(kept: readonly KeptThreshold[] | undefined): (KeptThreshold & { readonly threshold: number }) | null {
  const last = kept?.at(-1);
  return last && last.threshold !== null ? { ...last, threshold: last.threshold } : null;
}

/** The package that a run was finished with, whatever thresholds it was given since. */
export const finishedHash = ({
  modelHash,
  thresholds
}: {
  readonly modelHash: string;
  readonly thresholds?: readonly KeptThreshold[];
}): string => thresholds?.[0]?.before ?? modelHash;

/** What is taken over into a package, where no time may stand. */
export const reasonOf = ({ goal, why, by }: ThresholdReason): ThresholdReason => ({ goal, why, by });
