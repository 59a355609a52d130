import { createRegistry } from '../../../core/registry.ts';
import type { Detector } from './detector.ts';
import { address } from './detectors/address.ts';
import { birthDate } from './detectors/birth-date.ts';
import { card } from './detectors/card.ts';
import { email } from './detectors/email.ts';
import { freeText } from './detectors/free-text.ts';
import { iban } from './detectors/iban.ts';
import { ipAddress } from './detectors/ip-address.ts';
import { personName } from './detectors/person-name.ts';
import { phone } from './detectors/phone.ts';
import { socialSecurity } from './detectors/social-security.ts';

/** Every kind of personal data that is looked for; of one column the first that fits is told. */
export const detectors = createRegistry<Detector>('privacy detector', [
  email,
  iban,
  socialSecurity,
  card,
  ipAddress,
  phone,
  birthDate,
  address,
  personName,
  freeText
]);
