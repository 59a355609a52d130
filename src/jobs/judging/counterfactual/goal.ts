import { paramOutOfRange } from '../../../core/errors/anywhere.ts';
import { classNotLearned, nothingWanted } from '../../../core/errors/judging.ts';
import type { PlainRecord } from '../../../core/plain.ts';
import { brief, quoted } from '../../../core/words.ts';
import type { Scores } from '../../../predict/scores.ts';
import type { Scorer } from '../../../predict/scorer.ts';
import type { Told } from '../../../stages/explain/counterfactual/states.ts';

/** The answer that changes should lead to. */
export interface Goal {
  /** As it stands behind "To be": 'called “yes”', 'predicted at least 20'. */
  readonly words: string;
  readonly look: (scores: Scores) => Told;
}

/** @throws LatheError `nothing-wanted`, `class-not-learned`, `param-out-of-range` */
export function goalOf({ pkg }: Scorer, request: PlainRecord): Goal {
  const { labels } = pkg.target;
  if (!labels) return numberGoal(request);
  if (typeof request['to'] !== 'string') throw nothingWanted();
  const code = labels.indexOf(request['to']);
  if (code < 0) throw classNotLearned(request['to'], labels);
  return { words: `called ${quoted(request['to'])}`, look: (scores) => lookAtClass(scores, code, labels.length) };
}

/** As near as the chance of the class is above the likeliest other one. */
function lookAtClass(scores: Scores, code: number, k: number): Told {
  if (scores.kind !== 'classes') return { reached: [], near: [] };
  const { probabilities, predicted } = scores;
  const near = Float64Array.from(predicted, (_, i) => {
    const own = probabilities.subarray(i * k, i * k + k);
    return own[code]! - own.reduce((top, share, c) => (c === code ? top : Math.max(top, share)), 0);
  });
  return { reached: Uint8Array.from(predicted, (answer) => Number(answer === code)), near };
}

function numberGoal(request: PlainRecord): Goal {
  const [low, high] = [request['atLeast'], request['atMost']];
  if (typeof low !== 'number' && typeof high !== 'number') throw nothingWanted();
  const [from, to] = [Number(low ?? -Infinity), Number(high ?? Infinity)];
  if (!(from <= to)) throw paramOutOfRange('explain', 'atMost', `a number from "atLeast", ${from}, upwards`, to);
  const bounds = [...(low === undefined ? [] : [`at least ${brief(from)}`]), ...(high === undefined ? [] : [`at most ${brief(to)}`])];
  return {
    words: `predicted ${bounds.join(' and ')}`,
    look: (scores) => {
      if (scores.kind !== 'numbers') return { reached: [], near: [] };
      const near = scores.values.map((value) => -Math.max(0, from - value, value - to));
      return { reached: Uint8Array.from(near, (miss) => Number(miss === 0)), near };
    }
  };
}
