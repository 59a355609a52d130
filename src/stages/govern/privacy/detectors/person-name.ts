import type { Detector } from '../detector.ts';

const SHAPE = /^\p{Lu}[\p{L}'’.-]*(,?\s+(\(?["“]?\p{L}[\p{L}'’.-]*["”]?\)?))*$/u;

export const personName: Detector = {
  id: 'person-name',
  label: 'Names of people',
  doc: 'Columns called a name of a person, whose values are written like names.',
  severity: 'warning',
  // A plain `name` is a person's; `product_name` is not.
  names:
    /^(name|names|passenger|patient|contact|vorname|nachname|surname|forename)$|(^|_)(first|last|full|given|family|maiden|middle|customer|client|user|patient|passenger|employee|person|owner|doctor)_?name$/,
  matches: (value) => SHAPE.test(value.trim()),
  least: { anyName: Infinity, named: 0.6 },
  hint: 'Leave the column out, or replace it by a number that nobody else can follow back.'
};
