import { named, type Detector } from '../detector.ts';

const WRITTEN = /^(\+|00)\d[\d\s()./-]{6,17}\d$|^\(?0?\d{2,5}\)?[\s/.-]\d[\d\s.-]{4,12}\d$/;
const PLAIN = /^\+?[\d\s()./-]{7,20}$/;
const DATE = /^\d{1,4}[-./]\d{1,2}[-./]\d{1,4}/;

const digits = (value: string) => value.replace(/\D/g, '').length;

export const phone: Detector = {
  id: 'phone',
  label: 'Telephone numbers',
  doc: 'Values written like telephone numbers, 7 to 15 digits; plain numbers only where the column is called so.',
  severity: 'warning',
  names: named('phone', 'telephone', 'tel', 'mobile', 'cell', 'fax', 'telefon', 'handy'),
  matches: (value) => (WRITTEN.test(value) || isPlain(value)) && !DATE.test(value) && digits(value) >= 7 && digits(value) <= 15,
  least: { anyName: 0.8, named: 0.3 },
  hint: 'Leave the column out; at most the area code can tell anything.'
};

/** Without a sign or a separator it could be any number: the share that is asked for decides by the column's name. */
const isPlain = (value: string) => PLAIN.test(value) && /[\s()+/]/.test(value);
