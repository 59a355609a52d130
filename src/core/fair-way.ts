/** What two groups should have in common: shares called positive, shares found, or these and the shares of false alarms. */
export const parityKinds = ['demographic_parity', 'equal_opportunity', 'equalised_odds'] as const;
export type ParityKind = (typeof parityKinds)[number];

/** Ways to bring groups together that a run can be trained by. */
export const fairWays = ['reweighing', 'reductions', 'group-thresholds'] as const;
export type FairWayKind = (typeof fairWays)[number];

/** How a run brings the groups of a column together. */
export interface FairWay {
  readonly way: FairWayKind;
  readonly sensitive: string;
  readonly parity: ParityKind;
}

const WORDS: Readonly<Record<FairWayKind, string>> = {
  reweighing: 'rows weighed anew',
  reductions: 'reductions',
  'group-thresholds': 'a threshold for each group'
};

/** "rows weighed anew by sex", behind the name of a model. */
export const sayFairWay = ({ way, sensitive }: FairWay): string => `${WORDS[way]} by ${sensitive}`;
