import { defineStep } from '../step-type.ts';

/** ln(1 + x), for amounts and counts. */
export const log = defineStep({
  id: 'log',
  purpose: 'scale',
  label: 'Take logarithms',
  doc: 'Turns x into ln(1 + x), and the same mirrored below 0, so that ten times as much is about as far everywhere: for amounts and counts. It learns nothing.',
  accepts: ['number'],
  turnsInto: 'same',
  gapsAfter: () => 'kept',
  params: {},
  fit: () => ({})
});
