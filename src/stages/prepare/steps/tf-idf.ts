import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { textAt, type TextColumn } from '../../../core/table.ts';
import { quoted } from '../../../core/words.ts';
import { compileTerms } from '../../../predict/text/read-terms.ts';
import { freshNames } from '../fresh-names.ts';
import { defineStep } from '../step-type.ts';
import { norms, readingOf, readingParams, widthThatFits } from '../text-reading.ts';

/**
 * A column a term of the training texts. Source: scikit-learn's TfidfVectorizer, whose formulas are these. Departs from it in defaults: a term must stand in
 * five texts, so that a package names none that points at a single row, and 300 terms are kept, for columns here are dense.
 */
export const tfIdf = defineStep({
  id: 'tf-idf',
  purpose: 'text',
  label: 'Words of texts',
  doc: 'Turns a text into numbers, one a word that is common in training: how often the text uses it, the more the rarer the word is (TF-IDF).',
  accepts: ['text'],
  turnsInto: 'number',
  renames: () => true,
  gapsAfter: () => 'none',
  params: {
    ...readingParams,
    minDf: { type: 'int', default: 5, min: 1, max: 1_000_000, doc: 'Training texts that must have a term for it to count.' },
    maxDf: { type: 'float', default: 1, min: 0, max: 1, doc: 'Largest share of the training texts that may have a term.' },
    maxFeatures: { type: 'int', default: 300, min: 1, max: 20_000, doc: 'Most terms of a column, the most used first.' },
    useIdf: { type: 'bool', default: true, doc: 'Whether rare terms weigh more.' },
    smoothIdf: { type: 'bool', default: true, doc: 'Counts one more text that has every term, so that the weight of none is 0.' },
    sublinearTf: { type: 'bool', default: false, doc: 'Counts a term that stands n times as 1 + ln n.' },
    binary: { type: 'bool', default: false, doc: 'Counts whether a term is there, not how often.' },
    norm: norms
  },

  async fit(table, columns, params, context) {
    const fresh = freshNames(table);
    const reading = readingOf(params);
    const read = compileTerms(reading);
    const most = widthThatFits(params.maxFeatures, table.rows, columns.map(({ name }) => name), context); // prettier-ignore
    const pace = createPacer(context);
    const learned: Terms[] = [];
    for (const column of columns) learned.push(termsOf(await countTerms(column as TextColumn, read, pace), { ...params, most }));
    learned.forEach(({ terms }, i) => {
      if (terms.length > 0) return;
      context.tell(
        'no-terms',
        `${quoted(columns[i]!.name)} has no term that ${params.minDf} training texts share, so it becomes no column.`
      );
    });
    return {
      ...reading,
      terms: learned.map(({ terms }) => terms),
      idf: learned.map(({ idf }) => idf),
      names: learned.map(({ terms }, i) => terms.map((term) => fresh(`${columns[i]!.name}: ${term}`))),
      sublinearTf: params.sublinearTf,
      binary: params.binary,
      norm: params.norm
    };
  }
});

/** What a column of texts becomes. */
interface Terms {
  readonly terms: readonly string[];
  readonly idf: Float64Array;
}

interface Counted {
  /** Texts that are there. */
  readonly texts: number;
  readonly terms: ReadonlyMap<string, { readonly texts: number; readonly uses: number }>;
}

async function countTerms(column: TextColumn, read: (text: string) => string[], pace: Pacer): Promise<Counted> {
  const terms = new Map<string, { texts: number; uses: number; last: number }>();
  let texts = 0;
  for (let row = 0; row < column.missing.length; row++) {
    const text = textAt(column, row);
    if (text === null) continue;
    await pace(text.length * 30);
    texts++;
    for (const term of read(text)) {
      const known = terms.get(term);
      if (!known) terms.set(term, { texts: 1, uses: 1, last: row });
      else {
        known.uses++;
        if (known.last !== row) known.texts++;
        known.last = row;
      }
    }
  }
  return { texts, terms };
}

interface Choice {
  readonly minDf: number;
  readonly maxDf: number;
  readonly most: number;
  readonly useIdf: boolean;
  readonly smoothIdf: boolean;
}

/** The terms that stay, in the order of their letters; of equally used ones the first in that order. */
function termsOf({ texts, terms }: Counted, { minDf, maxDf, most, useIdf, smoothIdf }: Choice): Terms {
  const common = [...terms].filter(([, { texts: n }]) => n >= minDf && n <= maxDf * texts).sort(([a], [b]) => (a < b ? -1 : 1));
  const used = common.length <= most ? common : [...common].sort(([, a], [, b]) => b.uses - a.uses).slice(0, most).sort(([a], [b]) => (a < b ? -1 : 1)); // prettier-ignore
  const more = smoothIdf ? 1 : 0;
  return {
    terms: used.map(([term]) => term),
    idf: Float64Array.from(used, ([, { texts: n }]) => (useIdf ? Math.log((texts + more) / (n + more)) + 1 : 1))
  };
}
