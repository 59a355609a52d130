export const dialectParts = [
  'encoding',
  'delimiter',
  'quote',
  'escape',
  'comment',
  'preamble',
  'footer',
  'table',
  'header',
  'decimal',
  'thousands'
] as const;

/** One thing about how a file is written: what it was taken for, how surely, and why. */
export interface DialectChoice {
  readonly what: (typeof dialectParts)[number];
  /** As the option of that name is given; for a table, a preamble or a footer, a number. */
  readonly value: string;
  /** 0 to 1; 1 where it was given. */
  readonly confidence: number;
  /** One sentence. */
  readonly reason: string;
  readonly isGiven: boolean;
}

export const givenChoice = (what: DialectChoice['what'], value: string): DialectChoice => ({
  what,
  value,
  confidence: 1,
  reason: 'Chosen by you.',
  isGiven: true
});
