import type { ForecastStep } from '../../../core/forecast-findings.ts';
import type { Outlook } from '../../../stages/forecast/forecaster-type.ts';
import { timeAt, type Frequency } from '../../../stages/forecast/frequency.ts';

/** An outlook as steps in time. @param from place of the first step */
export function stepsOf({ mean, bounds }: Outlook, frequency: Frequency, from: number): ForecastStep[] {
  const [inner, outer] = bounds as readonly [(typeof bounds)[0], (typeof bounds)[0]];
  return Array.from(mean, (value, step) => ({
    time: timeAt(frequency, from + step),
    value,
    low80: inner.low[step]!,
    high80: inner.high[step]!,
    low95: outer.low[step]!,
    high95: outer.high[step]!
  }));
}
