import type { PlainRecord } from '../plain.ts';

/** Where on the Explore step the evidence stands. */
export type EvidencePlace = 'findings' | 'columns' | 'together' | 'missing' | 'outliers' | 'quality';

export interface StoryFinding extends PlainRecord {
  readonly said: string;
  /** Why it stands where it stands. */
  readonly why: string;
  readonly evidence: EvidencePlace;
}

/** At most five, what matters most first. */
export interface DataStory extends PlainRecord {
  readonly findings: readonly StoryFinding[];
}
