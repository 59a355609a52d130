import { isBaseline } from '../../core/baselines.ts';
import { labelApart } from '../../core/labels-apart.ts';
import { capital, counted, inWords } from '../../core/words.ts';
import type { Metric } from '../../core/outcome.ts';
import type { Comparison } from '../../app/api/judging.ts';
import type { Run } from '../../app/api/training.ts';
import { basisOf, comparable, rankRuns, type Ground } from '../../app/leading-run.ts';

/** A finished run on the leaderboard. */
export interface BoardRow {
  readonly run: Run;
  /** Told apart from others of its kind by what differs. */
  readonly label: string;
  /** By what runs are ranked by: see `basisOf`. */
  readonly score: Metric;
  readonly isBaseline: boolean;
}

/** The score by the project's metric on rows held out of the fit: the validation part, or the folds where there is none. */
export const scoreOf = (run: Run, metric: string): Metric | undefined => run.metrics['validation']?.[metric] ?? run.metrics['cv']?.[metric];

/** Finished runs that can be held against each other, best first by what runs are chosen by. */
export function boardOf(runs: readonly Run[], metric: string, ground: Ground): BoardRow[] {
  const own = comparable(runs, ground);
  const done = own.filter((run) => run.status === 'done' && !run.randomLabels);
  return rankRuns(own, metric, basisOf(own, metric)).map(({ run, score }) => ({
    run,
    label: labelApart(run, done),
    score,
    isBaseline: isBaseline(run.model)
  }));
}

/** "Five candidates, one baseline". */
export function boardTitle(board: readonly BoardRow[]): string {
  const baselines = board.filter((row) => row.isBaseline).length;
  const candidates = board.length - baselines;
  const told = (count: number, word: string) => `${inWords(count)} ${word}${count === 1 ? '' : 's'}`;
  return capital(`${told(candidates, 'candidate')}, ${told(baselines, 'baseline')}`);
}

/** The runs that are tested against each other: the chosen one, the first of the board, and the best baseline. */
export function comparedRuns(board: readonly BoardRow[], chosen: string): string[] {
  const leaders = board.filter((row) => !row.isBaseline && row.run.id !== chosen).slice(0, 3);
  const baseline = board.find((row) => row.isBaseline);
  return [...new Set([chosen, ...leaders.map((row) => row.run.id), ...(baseline ? [baseline.run.id] : [])])];
}

/** What the paired tests say in one sentence: who can be told apart from the one looked at. @param part the rows they were made on, in words */
export function whatTestsSay(comparison: Comparison | null, board: readonly BoardRow[], chosen: string, part: string): string {
  if (!comparison) return '';
  const name = (id: string) => board.find((row) => row.run.id === id)?.label ?? id;
  const pairs = comparison.pairs.filter((pair) => pair.a === chosen || pair.b === chosen);
  const other = (pair: { readonly a: string; readonly b: string }) => name(pair.a === chosen ? pair.b : pair.a);
  const untested = pairs.filter(({ pValue }) => Number.isNaN(pValue)).map(other);
  const tied = pairs.filter(({ pValue }) => pValue >= 0.05).map(other);
  if (pairs.length === 0) return '';
  const rows = `${counted(pairs[0]!.difference.n, 'row')} (${part})`;
  const [only] = pairs;
  if (untested.length > 0)
    return `${capital(listed([...tied, ...untested]))} can’t be told apart from, or held against, ${name(chosen)} on ${rows}.`;
  if (tied.length === 0 && pairs.length === 1) return `On ${rows} ${name(chosen)} can be told apart from ${other(only!)}.`;
  if (tied.length === 0) return `On ${rows} ${name(chosen)} can be told apart from each of the ${inWords(pairs.length)} compared with it.`;
  return `${capital(listed(tied))} can’t be told apart from ${name(chosen)} on ${rows}.`;
}

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join('; ')} and ${words.at(-1)}`;

/** The shared scale of the dots, with a little room at both ends. */
export function domainOf(board: readonly BoardRow[]): readonly [number, number] {
  const ends = board.flatMap(({ score }) => [score.low, score.high, score.value]).filter(Number.isFinite);
  const low = Math.min(...ends);
  const high = Math.max(...ends);
  const room = (high - low) * 0.04 || 0.01;
  return [low - room, high + room];
}
