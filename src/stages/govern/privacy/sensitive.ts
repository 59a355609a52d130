import { named, wordsOf } from './detector.ts';

/** Attributes that law or decency protect, by what a column is called. Source of the list: GDPR article 9 and the EU Charter, article 21. */
const ATTRIBUTES: readonly { readonly id: string; readonly names: RegExp }[] = [
  { id: 'sex', names: named('sex', 'gender', 'geschlecht', 'adult_male') },
  { id: 'age', names: named('age', 'alter', 'birth', 'dob', 'birth_?date') },
  {
    id: 'ethnic origin',
    names: named(
      'race',
      'ethnic',
      'ethnicity',
      'native_country',
      'country_of_birth',
      'nationality',
      'citizenship',
      'foreign_worker',
      'skin_color'
    )
  },
  { id: 'religion', names: named('religion', 'religious', 'faith', 'denomination') },
  {
    id: 'health',
    names: named('health', 'disability', 'disabled', 'diagnosis', 'diabetes', 'hiv', 'pregnant', 'pregnancy', 'smoker', 'bmi')
  },
  { id: 'politics', names: named('party', 'political', 'politics', 'union_member', 'union') },
  { id: 'sexual orientation', names: named('orientation', 'sexual_orientation') },
  { id: 'family', names: named('marital', 'marital_status', 'relationship', 'children', 'spouse') },
  { id: 'means', names: named('income', 'salary', 'wage', 'credit_score', 'poverty') }
];

/** The protected attribute a column seems to hold, or null. */
export const sensitiveAttribute = (column: string): string | null =>
  ATTRIBUTES.find(({ names }) => names.test(wordsOf(column)))?.id ?? null;
