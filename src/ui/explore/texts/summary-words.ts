import type { Dataset } from '../../../app/api/data.ts';
import { formatScore, formatShare } from '../../../charts/format.ts';
import type { IntervalsData } from '../../../charts/intervals.ts';
import type { SummaryMethod, SummaryReport } from '../../../core/looks/summaries.ts';
import { counted } from '../../../core/words.ts';

const names: Readonly<Record<SummaryMethod, string>> = { lexrank: 'LexRank', textrank: 'TextRank', lead: 'The first sentences' };

export const ways: readonly { readonly value: SummaryMethod; readonly label: string }[] = [
  { value: 'lexrank', label: 'LexRank: nearest to all others, rare words first' },
  { value: 'textrank', label: 'TextRank: most words shared with all others' },
  { value: 'lead', label: 'The first sentences' }
];

/** What can hold summaries: other columns of texts or categories. */
export const referenceColumns = (columns: Dataset['columns'], column: string): string[] =>
  columns.filter(({ name, type }) => name !== column && (type === 'text' || type === 'category')).map(({ name }) => name);

export function summarySentence({ texts, keptShare, short, count }: SummaryReport): string {
  if (texts === 0) return 'There is no text to summarise.';
  const own = short > 0 ? ` ${counted(short, 'text has', 'texts have')} no more than ${counted(count, 'sentence')}: nothing is left out of them.` : ''; // prettier-ignore
  return `${counted(texts, 'text')} in ${counted(count, 'sentence')} each: ${formatShare(keptShare)} of the words.${own}`;
}

type Rouge = NonNullable<SummaryReport['rouge']>;

/** Whether choosing beats taking the first sentences, for each way of choosing. */
export function gainSentence({ gains, reference, texts }: Rouge): string {
  const said = (['lexrank', 'textrank'] as const).map((method) => {
    const { value, low, high } = gains[method].rouge1;
    if (Number.isNaN(low))
      return `${names[method]} has ${formatScore(value)} more of ROUGE-1 than the first sentences, with nothing to say how sure that is`;
    const span = `${formatScore(value)} (${formatScore(low)} to ${formatScore(high)})`;
    if (low > 0) return `${names[method]} beats the first sentences surely, by ${span} of ROUGE-1`;
    return high < 0 ? `${names[method]} is surely behind the first sentences, by ${span}` : `${names[method]} can’t be told from the first sentences: ${span}`; // prettier-ignore
  });
  return `Against “${reference}” in ${counted(texts, 'text')}: ${said.join('; ')}.`;
}

/** ROUGE-1 of every way, best first; the first sentences are the line to beat. */
export const rougeBars = ({ scores }: Rouge): IntervalsData => ({
  metric: 'ROUGE-1',
  rows: (Object.keys(scores) as SummaryMethod[])
    .map((method) => ({ label: names[method], ...scores[method].rouge1 }))
    .sort((a, b) => b.value - a.value),
  reference: { label: 'first sentences', value: scores.lead.rouge1.value }
});
