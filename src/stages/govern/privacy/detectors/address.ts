import { named, type Detector } from '../detector.ts';

const STREET =
  /^\d+[a-z]?[ ,]+.*\b(st|street|ave|avenue|rd|road|lane|ln|blvd|drive|dr|way|court|ct|place|square)\b|(straße|strasse|str\.|weg|platz|allee|gasse)\s*\d+|^(rue|via|calle|avenida|avenue)\s/i;

export const address: Detector = {
  id: 'address',
  label: 'Postal addresses',
  doc: 'Values with a street and a number, or columns called an address or a postal code.',
  severity: 'warning',
  names: named(
    'address',
    'street',
    'adresse',
    'strasse',
    'anschrift',
    'zip',
    'zip_?code',
    'postal_code',
    'postcode',
    'plz',
    'latitude',
    'longitude'
  ),
  matches: (value) => STREET.test(value.trim()),
  least: { anyName: 0.3, named: 0 },
  hint: 'Keep the region only: with a full postal code and a birth date most people are unique.'
};
