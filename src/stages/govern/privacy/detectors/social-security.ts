import { named, type Detector } from '../detector.ts';

const SHAPE = /^(\d{3})-(\d{2})-(\d{4})$/;

/** No number was ever given out with area 000, 666 or 9xx, group 00 or serial 0000. Source: US Social Security Administration. */
function isIssuable(value: string): boolean {
  const [, area, group, serial] = SHAPE.exec(value.trim()) ?? [];
  return area !== undefined && !/^(000|666|9..)$/.test(area) && group !== '00' && serial !== '0000';
}

export const socialSecurity: Detector = {
  id: 'social-security',
  label: 'US social security numbers',
  doc: 'Values written 123-45-6789 that could have been given out.',
  severity: 'warning',
  names: named('ssn', 'social_security', 'social_security_number'),
  matches: isIssuable,
  least: { anyName: 0.3, named: 0.1 },
  hint: 'Delete the column.'
};
