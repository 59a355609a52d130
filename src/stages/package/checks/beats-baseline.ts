import { BASELINE_CHECK } from '../../../core/release-checks.ts';
import { capital, counted } from '../../../core/words.ts';
import { metricName } from '../../../core/metric-names.ts';
import type { Metric } from '../../../core/outcome.ts';
import type { ReleaseCheck } from '../release-check.ts';

export const told = ({ value, low, high }: Metric) => `${value.toPrecision(3)} (${low.toPrecision(3)} to ${high.toPrecision(3)})`;

/** Better than guessing, with the whole of its 95 % interval. */
export const beatsBaseline: ReleaseCheck = {
  id: 'beats-baseline',
  label: BASELINE_CHECK,
  run({ result }) {
    if (!result?.baseline) return { passed: false, detail: 'There is no baseline to compare with. Train one on the same split.' };
    const { metric, value, baseline, better } = result;
    const passed = better === 'higher' ? value.low > baseline.value : value.high < baseline.value;
    return {
      passed,
      detail: `${capital(metricName(metric))} is ${told(value)}; the baseline has ${told(baseline)}, on ${counted(value.n, 'row')} that neither has learned from.`
    };
  }
};
