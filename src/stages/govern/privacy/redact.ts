import { detectors } from './registry.ts';

/** Where something may begin and end inside a text; the detector of that kind says whether it is one. Lengths are bounded: a text may be long. */
const CANDIDATES: readonly { readonly id: string; readonly shape: RegExp; readonly instead: string }[] = [
  { id: 'email', shape: /[^\s@<>,;:"'()[\]]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,24}/gu, instead: '[email]' },
  { id: 'iban', shape: /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/gi, instead: '[iban]' },
  { id: 'card', shape: /\b[3-6]\d{3}(?:[ -]?\d{2,6}){2,4}\b/g, instead: '[card]' },
  { id: 'social-security', shape: /\b\d{3}-\d{2}-\d{4}\b/g, instead: '[id]' },
  {
    id: 'ip-address',
    shape: /(?<![\p{L}\p{N}.:])(?:\d{1,3}(?:\.\d{1,3}){3}|(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4})(?![\p{L}\p{N}:])/giu,
    instead: '[ip]'
  },
  { id: 'phone', shape: /(?<![\p{L}\p{N}])\+?\(?\d[\d\s()./-]{5,18}\d(?![\p{L}\p{N}])/gu, instead: '[phone]' }
];

/**
 * A text with every e-mail address, bank account, payment card, id number, internet address and telephone number in it replaced by what it was:
 * "[email]". Check digits decide where there are any; names of people are not recognised, and stay.
 */
export const redact = (text: string): string =>
  CANDIDATES.reduce(
    (left, { id, shape, instead }) => left.replace(shape, (found) => (detectors.get(id).matches?.(found) ? instead : found)),
    text
  );
