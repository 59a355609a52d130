import type { WorkContext } from '../../../core/context.ts';
import { summaryMethods, type RougeScores, type SummaryMethod, type SummaryReport } from '../../../core/looks/summaries.ts';
import type { Pacer } from '../../../core/pacer.ts';
import { forkRng } from '../../../core/rng.ts';
import { boundScores, weightedMeans } from '../../../kernels/bound-means.ts';
import { wordsOf } from '../texts/read-words.ts';
import { rouge, type Rouge } from './rouge.ts';
import { stepsOf, summariseText, type ReadText, type SummariesAsk } from './summarise-text.ts';
import type { DocumentCounts } from './term-weights.ts';

/** A text with the words of what a person made of it. */
export interface Judged {
  readonly text: ReadText;
  readonly reference: readonly string[];
}

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
  const rng = forkRng(seed, 'summaries/bootstrap');
  const made = await boundScores(weightedMeans([...plain, ...gains]), { n: judged.length, noun: 'text', rng, context });
  const at = (start: number): RougeScores => ({ rouge1: made[start]!, rouge2: made[start + 1]!, rougeL: made[start + 2]! });
  return {
    texts: judged.length,
    scores: { textrank: at(0), lexrank: at(3), lead: at(6) },
    gains: { textrank: at(9), lexrank: at(12) }
  };
}
