import { defineScorer } from '../model-scorer.ts';
import { expectState, isFiniteArray } from './feature-columns.ts';

/** The same answer for every row. */
export const baselineScorer = defineScorer<{ outputs: number; answer: Float64Array }>({
  id: 'baseline',
  holds: 'nothing',
  compile({ outputs, answer }) {
    expectState('baseline', 'answer', isFiniteArray(answer) && answer.length > 0 && answer.length === outputs);
    return ({ rows }) => {
      const out = new Float64Array(rows * answer.length);
      for (let i = 0; i < rows; i++) out.set(answer, i * answer.length);
      return out;
    };
  }
});
