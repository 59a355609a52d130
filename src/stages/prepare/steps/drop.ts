import { defineStep } from '../step-type.ts';

/** Leaves columns out of the model. */
export const drop = defineStep({
  id: 'drop',
  purpose: 'select',
  label: 'Leave out',
  doc: 'Leaves columns out of the model. They stay in the data.',
  accepts: ['number', 'category', 'time', 'text', 'image'],
  turnsInto: 'gone',
  gapsAfter: () => 'none',
  params: {},
  fit: () => ({})
});
