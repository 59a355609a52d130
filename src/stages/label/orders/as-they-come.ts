import type { SamplingOrder } from '../order-type.ts';

export const asTheyCome: SamplingOrder = {
  id: 'as-they-come',
  label: 'As they come',
  doc: 'In the order of the rows. What is counted over such labels is fair only if the rows are in no order.',
  needsProbabilities: false,
  choose: ({ open }, count) =>
    Promise.resolve([...open.slice(0, count)].map((place) => ({ place, why: 'The next one without your answer.' })))
};
