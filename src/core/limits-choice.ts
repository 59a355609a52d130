/** How the ends of an interval around a number are found, in the order they are offered. */
export const intervalKinds = ['stretches', 'quantiles', 'scaled', 'plus'] as const;

/**
 * `stretches`: how far rows left out were missed, for each stretch of predictions by itself. `quantiles`: quantiles learned beside the model, or said by the model itself where it can, moved until they
 * held (CQR). `scaled`: a learned size of the misses, as a measure (normalised). `plus`: the models of all folds and what each of them missed by (CV+).
 */
export type IntervalKind = (typeof intervalKinds)[number];

/** How sets of classes are made, in the order they are offered. */
export const setKinds = ['adaptive', 'drawn', 'smallest'] as const;

/**
 * `adaptive`: by how far down the ranking of a row its right class may stand (APS; RAPS where there are many classes), the class at the edge counted by half. `drawn`: the same, the
 * class at the edge counted by a share that is drawn from the values of the row. `smallest`: by the probability of a class alone (LAC).
 */
export type SetKind = (typeof setKinds)[number];

/** What a package is to know of its limits. */
export interface LimitsChoice {
  /** Of numbers; `stretches` unless said. */
  readonly intervals?: IntervalKind;
  /** Of classes; `adaptive` unless said. */
  readonly sets?: SetKind;
  /** A category column: what is promised is kept for each of its groups by itself. It need not be a feature. */
  readonly by?: string;
}

/** As a training is asked for it: true = as usual. */
export type LimitsAsked = boolean | LimitsChoice;

/** @returns null where none are asked for */
export function limitsChoice(asked: LimitsAsked | undefined): ChosenLimits | null {
  if (asked === undefined || asked === false) return null;
  const { intervals = 'stretches', sets = 'adaptive', by = null } = asked === true ? {} : asked;
  return { intervals, sets, by };
}

export interface ChosenLimits {
  readonly intervals: IntervalKind;
  readonly sets: SetKind;
  readonly by: string | null;
}

/** Whether models beside the model say how wide an interval is: they learn from all rows left out, not from as many as are enough. */
export const asksModels = (asked: LimitsAsked | undefined): boolean => (limitsChoice(asked)?.intervals ?? 'stretches') !== 'stretches';

/** What each way is good for, in a sentence. */
export const intervalWords: Readonly<Record<IntervalKind, { readonly label: string; readonly why: string }>> = {
  stretches: {
    label: 'By stretch of predictions',
    why: 'Wider where large or small predictions are missed by more. Costs nothing beside the folds.'
  },
  quantiles: {
    label: 'By learned quantiles (CQR)',
    why: 'Two more models learn the ends themselves, so the width follows any feature and may lean to one side; moved until 95 of 100 rows left out lie within. Wants a thousand rows or more. A quantile forest says the ends itself.'
  },
  scaled: {
    label: 'By a learned size of the misses',
    why: 'One more model learns how far the answer is off, from rows left out; the width follows any feature, alike on both sides.'
  },
  plus: {
    label: 'By the models of all folds (CV+)',
    why: 'Asks the models of all folds, so it also shows how much they disagree, and has a promise for the worst case; best with few rows. The package holds them all.'
  }
};

export const setWords: Readonly<Record<SetKind, { readonly label: string; readonly why: string }>> = {
  adaptive: {
    label: 'Adaptive (APS)',
    why: 'Large where the model is unsure of a row, small where it is sure.'
  },
  drawn: {
    label: 'Adaptive, with a drawn edge (randomised APS)',
    why: 'As it was published: how much of the class at the edge counts is drawn from the values of the row, so that equal rows get equal sets. Sets are somewhat larger than with half of it.'
  },
  smallest: {
    label: 'Smallest (LAC)',
    why: 'By the probability of each class alone: the smallest sets there are on average, but rows that the model is unsure of are held less often than 95 times in 100, others more often.'
  }
};

/** Rows up to which a few make a model another one, and from which on quantiles can be learned. */
const FEW = 300;
const MANY = 1500;

/** The way that so many training rows speak for, and why. */
export function adviseIntervals(rows: number): { readonly intervals: IntervalKind; readonly why: string } {
  if (rows < FEW)
    return { intervals: 'plus', why: `With ${rows} training rows, models of the folds differ, and CV+ takes that into account.` };
  if (rows >= MANY)
    return {
      intervals: 'quantiles',
      why: `${rows.toLocaleString('en-US')} training rows are enough to learn where answers are less sure.`
    };
  return { intervals: 'stretches', why: `${rows} training rows are too few to learn quantiles well, and enough for stretches.` };
}
