import { named, type Detector } from '../detector.ts';

const V4 = /^(25[0-5]|2[0-4]\d|1?\d?\d)(\.(25[0-5]|2[0-4]\d|1?\d?\d)){3}$/;
const V6 = /^([0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}$/i;

/** Eight groups, or fewer and a double colon; a time of day has neither. */
const isV6 = (value: string) => V6.test(value) && /[0-9a-f]/i.test(value) && (value.includes('::') || value.split(':').length === 8);

export const ipAddress: Detector = {
  id: 'ip-address',
  label: 'Internet addresses',
  doc: 'Values written as IPv4 or IPv6 addresses.',
  severity: 'warning',
  names: named('ip', 'ip_address', 'client_ip'),
  matches: (value) => V4.test(value.trim()) || isV6(value.trim()),
  least: { anyName: 0.3, named: 0.1 },
  hint: 'Leave the column out, or keep the network part only.'
};
