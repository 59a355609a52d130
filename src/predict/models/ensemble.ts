import type { PlainRecord } from '../../core/plain.ts';
import type { FittedStep } from '../../core/recipe.ts';
import { defineScorer, type ScoreTable } from '../model-scorer.ts';
import { expectState, isFiniteArray } from './feature-columns.ts';

/** A model within an ensemble: its own recipe and its own state, as they stand in its package. */
export interface Member extends PlainRecord {
  readonly id: string;
  readonly label: string;
  readonly recipe: readonly (FittedStep & PlainRecord)[];
  readonly params: PlainRecord;
  readonly state: PlainRecord;
  /** SHA-256 of the package it is taken from. */
  readonly hash: string;
}

/** Several models and how much each counts. */
export interface EnsembleState extends PlainRecord {
  /** votes: each member votes for one of two classes; mean: answers, or chances, are averaged; sum: numbers are added up by weight; odds: logarithms of chances are, and made chances again. */
  readonly kind: 'mean' | 'sum' | 'odds' | 'votes';
  readonly outputs: number;
  readonly weights: Float64Array;
  /** What is added to each output before the end; zeros where answers are averaged. */
  readonly offsets: Float64Array;
  readonly members: readonly Member[];
  /** Of votes: from which chance on a member votes for the class. */
  readonly votes?: Votes;
}

interface Votes extends PlainRecord {
  readonly positive: number;
  readonly threshold: number;
}

/** A member is believed to be no surer than this: one that is sure and wrong would drown all others. */
export const LEAST_CHANCE = 1e-3;

/** Asks every member, by its own recipe, and brings their answers together, in the order of the members: a row gets the same bits alone and in a batch. */
export const ensembleScorer = defineScorer<EnsembleState>({
  id: 'ensemble',
  holds: 'nothing',
  mayBeNonFinite: ['threshold', 'cuts', 'unknown'],
  stepsPerRow: ({ members }) => members.length * 100_000,
  compile(state, aids) {
    const { kind, outputs, weights, offsets, members } = state;
    const expect = (what: string, holds: boolean) => expectState('ensemble', what, holds);
    expect('members', Array.isArray(members) && members.length > 0 && weights.length === members.length && isFiniteArray(weights));
    expect('offsets', isFiniteArray(offsets) && offsets.length === outputs);
    expect('kind', kind === 'mean' || kind === 'votes' || kind === 'odds' || (kind === 'sum' && outputs === 1));
    const votes = kind === 'votes' && state.votes;
    expect('votes', kind !== 'votes' || (outputs === 2 && votes !== undefined && isFinite((votes as Votes).threshold)));
    const open = aids?.openMember;
    const scorers = members.map((member): ScoreTable => open!(member));
    return (table) => {
      const out = new Float64Array(table.rows * outputs);
      for (let i = 0; i < out.length; i++) out[i] = offsets[i % outputs]!;
      scorers.forEach((score, m) => addAnswers(kind, votes ? toVotes(score(table), votes) : score(table), weights[m]!, out));
      if (kind === 'odds') for (let i = 0; i < table.rows; i++) toChances(out, i * outputs, outputs);
      return out;
    };
  }
});

/** Adds what one member says, by its weight. */
export function addAnswers(kind: EnsembleState['kind'], answers: Float64Array, weight: number, into: Float64Array): void {
  for (let i = 0; i < into.length; i++)
    into[i]! += weight * (kind === 'odds' ? Math.log(Math.max(answers[i]!, LEAST_CHANCE)) : answers[i]!);
}

/** What a member of two classes votes for, in place of its chances. */
function toVotes(answers: Float64Array, { positive, threshold }: Votes): Float64Array {
  for (let row = 0; row < answers.length / 2; row++) {
    const isPositive = answers[2 * row + positive]! >= threshold;
    answers[2 * row + positive] = isPositive ? 1 : 0;
    answers[2 * row + 1 - positive] = isPositive ? 0 : 1;
  }
  return answers;
}

/** Scores of one row into chances that sum to 1. */
export function toChances(scores: Float64Array, at: number, classes: number): void {
  let highest = -Infinity;
  for (let c = 0; c < classes; c++) highest = Math.max(highest, scores[at + c]!);
  let total = 0;
  for (let c = 0; c < classes; c++) total += scores[at + c] = Math.exp(scores[at + c]! - highest);
  for (let c = 0; c < classes; c++) scores[at + c]! /= total;
}
