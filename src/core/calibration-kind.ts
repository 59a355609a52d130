/** Ways to make probabilities mean what they say, learned from rows that the model had not seen, in the order they are offered. */
export const calibrationKinds = ['platt', 'isotonic', 'beta', 'temperature'] as const;

export type CalibrationKind = (typeof calibrationKinds)[number];

/** What a training can be asked for. */
export type CalibrationChoice = 'none' | CalibrationKind;
