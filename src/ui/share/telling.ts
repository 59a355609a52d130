import { counted, quoted } from '../../core/words.ts';
import { secondsToSay } from './sentences.ts';

const LIMIT_S = 35;
/** Words that sound like results and are none. */
const HOLLOW =
  /\b(very|really|state[- ]of[- ]the[- ]art|revolutionary|perfect(?:ly)?|100 ?%|best[- ]in[- ]class|cutting[- ]edge|seamless(?:ly)?)\b/i;

/** What somebody who listens would say to a telling: its length, its number, its doubt, its use. */
export function judgeTelling(text: string): string[] {
  const seconds = secondsToSay(text);
  const hollow = HOLLOW.exec(text)?.[0];
  return [
    seconds > LIMIT_S
      ? `It takes ${counted(seconds, 'second')}. Half a minute is what you have: leave the method out first.`
      : `It takes ${counted(seconds, 'second')}, which fits.`,
    /\d/.test(text) ? 'It has a number.' : 'There is no number in it: how good is it?',
    /interval|between|from .* to|give or take|±|at least/i.test(text)
      ? 'It says how sure you are.'
      : 'It does not say how sure you are: give the interval, or the rows it rests on.',
    /baseline|instead of|better than|before|today|without|chance/i.test(text)
      ? 'It says better than what.'
      : 'Better than what? Name the baseline, or how it is done today.',
    ...(hollow ? [`${quoted(hollow)} promises more than a record can show.`] : [])
  ];
}
