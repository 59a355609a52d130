import { named, type Detector } from '../detector.ts';

const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[a-z]{2,}$/i;
const WITHIN = /[^\s@<>,;"]+@[^\s@<>,;"]+\.[a-z]{2,}/i;

export const email: Detector = {
  id: 'email',
  label: 'E-mail addresses',
  doc: 'Values that are, or in a longer text contain, an address with an @ and a domain.',
  severity: 'warning',
  names: named('e_?mail', 'mail_address'),
  matches: (value) => ADDRESS.test(value.trim()) || WITHIN.test(value),
  part: (value) => WITHIN.exec(value)?.[0] ?? value,
  least: { anyName: 0.01, named: 0.01 },
  hint: 'Leave the column out, or keep the domain only if it matters.'
};
