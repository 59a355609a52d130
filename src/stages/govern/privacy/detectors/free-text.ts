import type { Detector } from '../detector.ts';

const words = (value: string) => value.trim().split(/\s+/).length;

export const freeText: Detector = {
  id: 'free-text',
  label: 'Free text',
  doc: 'Columns where half of the values have eight words or more: people write names and illnesses into such fields.',
  severity: 'info',
  names: null,
  matches: (value) => words(value) >= 8,
  least: { anyName: 0.5, named: 0.5 },
  hint: 'Read a sample before you share the data or a model trained on it.'
};
