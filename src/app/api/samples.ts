/** The built-in sample projects. */
export type SampleId = 'penguins' | 'titanic' | 'adult' | 'wine-quality' | 'diamonds' | 'temperatures' | 'digits' | (string & {});

export interface Sample {
  readonly id: SampleId;
  readonly name: string;
  /** "344 rows, three species" */
  readonly size: string;
  /** What it is good for, in a few words. */
  readonly story: string;
}
