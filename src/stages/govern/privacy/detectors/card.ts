import { named, type Detector } from '../detector.ts';

const SHAPE = /^[3-6]\d{3}([ -]?\d{2,6}){2,4}$/;

/** Check digit of payment cards. Source: ISO/IEC 7812-1, the Luhn algorithm. */
export function hasLuhnDigit(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}

export const card: Detector = {
  id: 'card',
  label: 'Payment cards',
  doc: 'Numbers of 13 to 19 digits that begin like a card and have the right check digit; one number in ten has it by chance.',
  severity: 'warning',
  names: named('card', 'credit_card', 'card_number', 'pan', 'kreditkarte'),
  matches(value) {
    const digits = value.replace(/[ -]/g, '');
    return SHAPE.test(value.trim()) && digits.length >= 13 && digits.length <= 19 && hasLuhnDigit(digits.trim());
  },
  least: { anyName: 0.5, named: 0.2 },
  hint: 'Delete the column: card numbers have no business in a training set.'
};
