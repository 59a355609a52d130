import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';
import { norms, readingOf, readingParams, widthThatFits } from '../text-reading.ts';

/**
 * The terms of a text shared out between columns by a hash. Nothing is learned but names.
 * Source: Weinberger, Dasgupta, Langford, Smola & Attenberg (2009), "Feature hashing for large scale multitask learning"; as scikit-learn's HashingVectorizer.
 */
export const hashWords = defineStep({
  id: 'hash-words',
  purpose: 'text',
  label: 'Hash the words of texts',
  doc: 'Shares the words of a text out between columns by a hash: new words count too and the package names none, but nobody can tell what a column means.',
  accepts: ['text'],
  turnsInto: 'number',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    ...readingParams,
    nFeatures: { type: 'int', default: 128, min: 2, max: 8192, doc: 'How many columns a text becomes.' },
    alternateSign: {
      type: 'bool',
      default: true,
      doc: 'Counts half of the terms as -1, so that terms that share a column tend to cancel out.'
    },
    norm: norms
  },

  fit(table, columns, params, context) {
    const fresh = freshNames(table);
    const width = widthThatFits(params.nFeatures, table.rows, columns.map(({ name }) => name), context); // prettier-ignore
    const names = columns.map(({ name }) => Array.from({ length: width }, (_, i) => fresh(`${name}: bucket ${i + 1}`)));
    return { ...readingOf(params), names, isSigned: params.alternateSign, norm: params.norm };
  }
});
