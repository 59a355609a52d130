import { named, type Detector } from '../detector.ts';

const SHAPE = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;

/** Check digits of bank accounts: the number, moved and spelled in digits, leaves 1 by 97. Source: ISO 13616. */
export function hasIbanDigits(iban: string): boolean {
  const moved = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (const letter of moved) {
    const value = Number.parseInt(letter, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return rest === 1;
}

export const iban: Detector = {
  id: 'iban',
  label: 'Bank accounts',
  doc: 'International account numbers with the right check digits.',
  severity: 'warning',
  names: named('iban', 'bank_account', 'account_number', 'konto'),
  matches(value) {
    const plain = value.replace(/\s/g, '').toUpperCase();
    return SHAPE.test(plain) && hasIbanDigits(plain);
  },
  least: { anyName: 0.01, named: 0.01 },
  hint: 'Leave the column out; the country or the bank alone may be kept.'
};
