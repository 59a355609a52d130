import type { WorkContext } from '../../../core/context.ts';
import type { SummaryExample, SummaryMethod, SummaryReport } from '../../../core/looks/summaries.ts';
import { createPacer, type Pacer } from '../../../core/pacer.ts';
import { allRows, textAt, type TextColumn } from '../../../core/table.ts';
import { counted, grouped } from '../../../core/words.ts';
import { evenRows } from '../even-sample.ts';
import { wordsOf } from '../texts/read-words.ts';
import { judgeSummaries, type Judged } from './judge-summaries.ts';
import { MOST_SENTENCES, readText, stepsOf, summariseText, type ReadText, type SummariesAsk } from './summarise-text.ts';
import { countDocuments } from './term-weights.ts';

/** Beside a reference each text is summarised three times over. */
const MOST_TEXTS = 2000;
const EXAMPLES = 20;

interface Read extends ReadText {
  readonly row: number;
}

/**
 * Summaries made of the texts' own sentences, and, beside a column of summaries that people wrote, how near all the ways come to them.
 * @param reference texts of the same rows, or null
 */
export async function summariseTexts(
  column: TextColumn,
  reference: TextColumn | null,
  ask: SummariesAsk,
  context: WorkContext
): Promise<SummaryReport> {
  const pace = createPacer(context);
  const total = column.missing.length;
  const sample = evenRows(total, MOST_TEXTS);
  const read = await readAll(column, withShown(sample ?? allRows(total), ask.rows), pace);
  const counts = countDocuments(read.map(({ words }) => words.flat()));
  const chosen = (text: Read, method: SummaryMethod) => summariseText(text, method, ask.count, counts);
  const shown = read.filter(({ row, sentences }, i) => sentences.length > 0 && (ask.rows ? ask.rows.includes(row) : i < EXAMPLES));
  const [words, kept] = [[0], [0]];
  for (const [i, text] of read.entries()) {
    words.push(lengthOf(text.sentences));
    kept.push(lengthOf(chosen(text, ask.method).map((sentence) => sentence.text)));
    context.onProgress((0.5 * i) / read.length, 'summaries');
    await pace(stepsOf(text));
  }
  const judged = reference && (await judgeSummaries(readJudged(read, reference), ask, counts, pace, context));
  return {
    column: column.name,
    method: ask.method,
    count: ask.count,
    texts: read.length,
    keptShare: sum(words) === 0 ? 0 : sum(kept) / sum(words),
    short: read.filter(({ sentences }) => sentences.length <= ask.count).length,
    examples: shown.map((text) => exampleOf(text, chosen(text, ask.method), reference)),
    rouge: judged && reference && { reference: reference.name, ...judged },
    notes: notesOf(read, total, sample !== null)
  };
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
const lengthOf = (sentences: readonly string[]) => sum(sentences.map((sentence) => wordsOf(sentence).length));
/** The sample, and the rows that are to be shown. */
const withShown = (rows: Uint32Array, shown: readonly number[] | null): Uint32Array =>
  shown ? Uint32Array.from(new Set([...rows, ...shown])).sort() : rows;

async function readAll(column: TextColumn, rows: Uint32Array, pace: Pacer): Promise<Read[]> {
  const read: Read[] = [];
  for (const row of rows) {
    const text = textAt(column, row);
    if (text === null) continue;
    read.push({ row, ...readText(text) });
    await pace(text.length * 60);
  }
  return read;
}

const readJudged = (read: readonly Read[], reference: TextColumn): Judged[] =>
  read.flatMap((text) => {
    const wanted = textAt(reference, text.row);
    return wanted === null || text.sentences.length === 0 ? [] : [{ text, reference: wordsOf(wanted) }];
  });

const exampleOf = (text: Read, chosen: SummaryExample['sentences'], reference: TextColumn | null): SummaryExample => ({
  row: text.row,
  sentences: chosen,
  of: text.sentences.length,
  reference: reference && textAt(reference, text.row)
});

function notesOf(read: readonly Read[], total: number, isSample: boolean): string[] {
  const cut = read.filter(({ isCut }) => isCut).length;
  return [
    ...(isSample ? [`An even sample of ${grouped(MOST_TEXTS)} of ${counted(total, 'row')} was read.`] : []),
    ...(cut > 0 ? [`Of ${counted(cut, 'text')} only the first ${MOST_SENTENCES} sentences were read.`] : [])
  ];
}
