import { named, type Detector } from '../detector.ts';

const DATE = /^\d{4}-\d{2}-\d{2}|^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$|^(18|19|20)\d{2}$/;

export const birthDate: Detector = {
  id: 'birth-date',
  label: 'Dates of birth',
  doc: 'Columns called a birth date that hold dates or years.',
  severity: 'warning',
  names: named(
    'birth',
    'birthday',
    'birth_?date',
    'date_of_birth',
    'dob',
    'born',
    'birth_year',
    'year_of_birth',
    'geburtsdatum',
    'geboren'
  ),
  matches: (value) => DATE.test(value.trim()),
  least: { anyName: Infinity, named: 0.5 },
  hint: 'Keep the age in years, or in bands of five.'
};
