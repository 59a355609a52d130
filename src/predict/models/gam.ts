import type { SmoothState, SmoothTerm } from '../../core/smooth-terms.ts';
import type { Table } from '../../core/table.ts';
import { defineScorer } from '../model-scorer.ts';
import { ACTIVE, allKnots, splinesAt, splinesOf } from './b-spline.ts';
import { writeShares } from './class-shares.ts';
import { expectState, isClasses, isFiniteArray } from './feature-columns.ts';
import { writeSharesOfRest } from './sigmoid-shares.ts';
import { isTreeFeature, readerOf } from './tree-features.ts';

/** Sums smooth curves of the features; with several classes each against the rest. */
export const gamScorer = defineScorer<SmoothState>({
  id: 'gam',
  holds: 'cut-points',
  compile(state) {
    check(state);
    const { outputs, present, link, start, terms } = state;
    const width = start.length;
    const adders = terms.map((term) => adderOf(term, width));
    return (table) => {
      const scores = new Float64Array(table.rows * width);
      for (let i = 0; i < scores.length; i++) scores[i] = start[i % width]!;
      for (const add of adders) add(table, scores);
      if (link === 'identity') return scores;
      const out = new Float64Array(table.rows * outputs);
      const write = width === 1 ? writeShares : writeSharesOfRest;
      for (let i = 0; i < table.rows; i++) write(scores.subarray(i * width, (i + 1) * width), present, out, i * outputs);
      return out;
    };
  }
});

/** Adds one term to the scores of all rows, [rows, width]. */
function adderOf(term: SmoothTerm, width: number): (table: Table, scores: Float64Array) => void {
  const read = readerOf(term);
  const valueOf = smoothValue(term);
  const { coefficients, missing } = term;
  const size = coefficients.length / width;
  return (table, scores) => {
    const values = new Float64Array(table.rows);
    read(table)(0, table.rows, values, 0, 1);
    for (let i = 0; i < table.rows; i++)
      for (let k = 0; k < width; k++)
        scores[i * width + k]! += Number.isNaN(values[i]) ? missing[k]! : valueOf(values[i]!, coefficients, k * size);
  };
}

/** What a value that is there adds; of a level its place is given. */
export function smoothValue(term: SmoothTerm): ValueOf {
  if (term.levels) return levelValue;
  return term.inner ? curveValue(term) : lineValue(term);
}

type ValueOf = (value: number, coefficients: Float64Array, from: number) => number;

const levelValue: ValueOf = (bin, coefficients, from) => coefficients[from + bin]!;

const lineValue =
  ({ low, high }: SmoothTerm): ValueOf =>
  (value, coefficients, from) =>
    (coefficients[from]! * (Math.min(Math.max(value, low), high) - low)) / (high - low);

function curveValue({ low, high, inner }: SmoothTerm): ValueOf {
  const knots = allKnots({ low, high, inner: inner! });
  const active = new Float64Array(ACTIVE);
  return (value, coefficients, from) => {
    const first = splinesAt(knots, value, active);
    let sum = 0;
    for (let j = 0; j < ACTIVE; j++) sum += coefficients[from + first + j]! * active[j]!;
    return sum;
  };
}

function check({ outputs, present, link, start, terms }: SmoothState): void {
  const expect = (what: string, holds: boolean) => expectState('gam', what, holds);
  expect('start', isFiniteArray(start) && start.length > 0);
  if (link === 'identity') expect('outputs', outputs === 1 && start.length === 1 && present.length === 0);
  else {
    expect('link', link === 'logistic');
    expect('classes', isClasses(present, outputs) && present.length >= 2 && start.length === (present.length === 2 ? 1 : present.length));
  }
  expect('terms', Array.isArray(terms) && terms.every((term) => isTreeFeature(term) && isTerm(term, start.length)));
}

function isTerm({ levels, binOfLevel, low, high, inner, coefficients, missing }: SmoothTerm, width: number): boolean {
  if (!isFiniteArray(coefficients) || !isFiniteArray(missing) || missing.length !== width) return false;
  if (!levels) {
    const knots = inner === null ? [] : Array.from(inner);
    const ascend = [low, ...knots, high].every((knot, i, all) => Number.isFinite(knot) && (i === 0 || knot > all[i - 1]!));
    return ascend && coefficients.length === width * (inner === null ? 1 : splinesOf({ low, high, inner }));
  }
  return coefficients.length % width === 0 && binOfLevel!.every((bin) => bin < coefficients.length / width);
}
