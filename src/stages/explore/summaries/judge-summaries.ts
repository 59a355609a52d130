import type { WorkContext } from '../../../core/context.ts';
import { summaryMethods, type RougeScores, type SummaryMethod, type SummaryReport } from '../../../core/looks/summaries.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { forkRng } from '../../../core/rng.ts';
import { bootstrapInterval, fewestToResample, noInterval, tooFewRowsToResample } from '../../../kernels/intervals.ts';
import { resample } from '../../../kernels/resample.ts';
import { wordsOf } from '../texts/read-words.ts';
import { rouge, type Rouge } from './rouge.ts';
import { stepsOf, summariseText, type ReadText, type SummariesAsk } from './summarise-text.ts';
import type { DocumentCounts } from './term-weights.ts';

/** A text with the words of what a person made of it. */
export interface Judged {
  readonly text: ReadText;
  readonly reference: readonly string[];
}

const REPLICATES = 600;
const measures = ['rouge1', 'rouge2', 'rougeL'] as const;

/** ROUGE of every way, and what each gains on the first sentences; all share the draws of the bootstrap, which are of texts. */
export async function judgeSummaries(
  judged: readonly Judged[],
  { count, seed }: SummariesAsk,
  counts: DocumentCounts,
  pace: Pacer,
  context: WorkContext
): Promise<Omit<NonNullable<SummaryReport['rouge']>, 'reference'>> {
  const found: Record<SummaryMethod, Rouge[]> = { textrank: [], lexrank: [], lead: [] };
  for (const [i, { text, reference }] of judged.entries()) {
    for (const method of summaryMethods) {
      const said = summariseText(text, method, count, counts).flatMap((sentence) => wordsOf(sentence.text));
      found[method].push(rouge(said, reference));
      await pace(stepsOf(text) + said.length * reference.length * 4);
    }
    context.onProgress(0.5 + (0.4 * i) / judged.length, 'ROUGE');
  }
  const column = (method: SummaryMethod, measure: keyof Rouge) => Float64Array.from(found[method], (scores) => scores[measure]);
  const plain = summaryMethods.flatMap((method) => measures.map((measure) => column(method, measure)));
  const gains = (['textrank', 'lexrank'] as const).flatMap((method) =>
    measures.map((measure) => {
      const lead = column('lead', measure);
      return column(method, measure).map((value, i) => value - lead[i]!);
    })
  );
  const made = await meansOf([...plain, ...gains], seed, context);
  const at = (start: number): RougeScores => ({ rouge1: made[start]!, rouge2: made[start + 1]!, rougeL: made[start + 2]! });
  return {
    texts: judged.length,
    scores: { textrank: at(0), lexrank: at(3), lead: at(6) },
    gains: { textrank: at(9), lexrank: at(12) }
  };
}

/** Mean of each column with a bootstrap over texts. */
async function meansOf(columns: readonly Float64Array[], seed: number, context: WorkContext): Promise<Metric[]> {
  const n = columns[0]!.length;
  const scores = (weights: Float64Array) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    return columns.map((column) => column.reduce((sum, value, i) => sum + value * weights[i]!, 0) / total);
  };
  const values = scores(new Float64Array(n).fill(1));
  const reason = tooFewRowsToResample(n).replace('row', 'text');
  if (n < fewestToResample(0.95)) return values.map((value) => ({ value, ...noInterval(reason), n }));
  const rng = forkRng(seed, 'summaries/bootstrap');
  const { replicates, jackknife } = await resample({
    rows: n,
    weights: null,
    replicates: REPLICATES,
    scores,
    rng,
    context,
    cost: n * columns.length
  });
  return values.map((value, j) => {
    const { low, high, method } = bootstrapInterval({ value, replicates: replicates[j]!, jackknife: jackknife[j]!, n });
    return { value, low: Math.min(low, value), high: Math.max(high, value), method: `${method} over texts`, n };
  });
}
