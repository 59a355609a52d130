import type { InputInfo } from '../../../app/api/inputs.ts';
import type { ExplainRequest } from '../../../app/api/judging.ts';
import type { Row } from '../../kit/model-row.ts';

/** Ways to explain the answer of one row. */
export type Way = 'shap' | 'integrated-gradients' | 'lime' | 'anchor' | 'decision-field' | 'counterfactual' | 'occlusion' | 'grad-cam';

interface Offered {
  readonly way: Way;
  readonly label: string;
  /** What it is, in a sentence. */
  readonly text: string;
  readonly isOffered: (asked: { model: string; inputs: readonly InputInfo[]; isImage: boolean }) => boolean;
}

const ORDERED: readonly string[] = ['number', 'integer', 'time'];

/** Columns that a field can be laid out over. */
export const orderedColumns = (inputs: readonly InputInfo[]): string[] =>
  inputs.filter(({ type }) => ORDERED.includes(type)).map(({ name }) => name);

const offered: readonly Offered[] = [
  {
    way: 'shap',
    label: 'What each column adds',
    text: 'Shapley values: the way from the usual answer to this one, shared out fairly between the columns.',
    isOffered: ({ isImage }) => !isImage
  },
  {
    way: 'integrated-gradients',
    label: 'The slopes of the network',
    text: 'Integrated gradients: what each column adds on a straight way from the mean of training rows to this one.',
    isOffered: ({ model }) => model === 'mlp'
  },
  {
    way: 'lime',
    label: 'A line around it',
    text: 'LIME: rows around this one are made and asked about, and a straight line is fitted to the answers.',
    isOffered: ({ isImage }) => !isImage
  },
  {
    way: 'anchor',
    label: 'A rule that is enough',
    text: 'Anchors: the few things about this row that keep its answer, whatever else a row has.',
    isOffered: ({ isImage }) => !isImage
  },
  {
    way: 'decision-field',
    label: 'A map of two columns',
    text: 'What it says over two columns, all others as this row has them; the diamond is this row. Held-out rows lie over it: crosses where the model, by all of their columns, is wrong.',
    isOffered: ({ inputs, isImage }) => !isImage && orderedColumns(inputs).length >= 2
  },
  {
    way: 'counterfactual',
    label: 'What would have been enough for another answer',
    text: 'Small changes of few columns that turn the answer.',
    isOffered: ({ isImage }) => !isImage
  },
  {
    way: 'occlusion',
    label: 'Covered piece by piece',
    text: 'Occlusion: a small square covers the picture place by place; where the answer falls, it is warm. Green speaks for the answer, orange against it.',
    isOffered: ({ isImage }) => isImage
  },
  {
    way: 'grad-cam',
    label: 'What its last maps see',
    text: 'Grad-CAM: where the last maps of the network that speak for the answer are warm, in green.',
    isOffered: ({ model, isImage }) => isImage && model === 'cnn'
  },
  {
    way: 'integrated-gradients',
    label: 'The slopes of the network',
    text: 'Integrated gradients: what each pixel adds on a straight way from a plain picture of the mean colour to this one: green for the answer, orange against it.',
    isOffered: ({ model, isImage }) => isImage && model === 'cnn'
  }
];

/** The ways there are for a model, the first the one to begin with. */
export const waysFor = (asked: {
  model: string;
  inputs: readonly InputInfo[];
  isImage: boolean;
}): { value: Way; label: string; text: string }[] =>
  offered.filter(({ isOffered }) => isOffered(asked)).map(({ way, label, text }) => ({ value: way, label, text }));

/** @param of the class that is asked about; null for a number */
export const requestOf = (way: Way, row: Row, of: string | null, pair?: readonly [string, string]): ExplainRequest => ({
  method: way,
  given: [{ ...row }],
  ...(of === null ? {} : { of }),
  ...(pair ? { feature: pair[0], with: pair[1] } : {})
});
