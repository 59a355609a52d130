import type { Metric } from '../../../core/outcome.ts';
import type { ReleaseCheck } from '../release-check.ts';

export const told = ({ value, low, high }: Metric) => `${value.toPrecision(3)} (${low.toPrecision(3)} to ${high.toPrecision(3)})`;

/** Better than guessing, with the whole of its 95 % interval. */
export const beatsBaseline: ReleaseCheck = {
  id: 'beats-baseline',
  label: 'Better than the baseline',
  run({ result }) {
    if (!result?.baseline) return { passed: false, detail: 'There is no baseline to compare with. Train one on the same split.' };
    const { metric, value, baseline, better } = result;
    const passed = better === 'higher' ? value.low > baseline.value : value.high < baseline.value;
    return { passed, detail: `${metric} is ${told(value)}; the baseline has ${told(baseline)}, on ${value.n} held-out rows.` };
  }
};
