import type { ReleaseCheck } from '../release-check.ts';
import { told } from './beats-baseline.ts';

/** The bar fixed before training is met, or it is said that there is none. */
export const meetsBar: ReleaseCheck = {
  id: 'meets-bar',
  label: 'Meets the bar',
  run({ result }) {
    if (!result) return { passed: false, detail: 'The metric of the project was not measured.' };
    const { metric, value, bar, better } = result;
    if (bar === null) return { passed: true, detail: `No bar was set. ${metric} is ${told(value)}.` };
    const [passed, surely] = better === 'higher' ? [value.value >= bar, value.low >= bar] : [value.value <= bar, value.high <= bar];
    const how = surely ? 'met by the whole interval' : passed ? 'met by the estimate, but not by the whole interval' : 'not met';
    return { passed, detail: `${metric} is ${told(value)} on ${value.n} held-out rows; the bar of ${bar} is ${how}.` };
  }
};
