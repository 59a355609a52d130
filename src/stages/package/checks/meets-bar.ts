import { BAR_CHECK, judgeBar, sayBar } from '../../../core/bar.ts';
import { metricName } from '../../../core/metric-names.ts';
import { capital, counted } from '../../../core/words.ts';
import type { ReleaseCheck, ReleaseSubject } from '../release-check.ts';
import { told } from './beats-baseline.ts';

/** The bar fixed before training is met by the whole interval, on the strictest rows there are. Without such a bar there is nothing to check. */
export const meetsBar: ReleaseCheck = {
  id: 'meets-bar',
  label: BAR_CHECK,
  run: ({ result }) => checkBar(result)
};

/** The check by itself, for when the test part was opened after a version was made. */
export function checkBar(result: ReleaseSubject['result']): ReturnType<ReleaseCheck['run']> {
  if (!result) return { passed: false, detail: 'The metric of the project was not measured.' };
  const { metric, strictest, bar, better } = result;
  const score = `${capital(metricName(metric))} is ${told(strictest.score)} on ${counted(strictest.score.n, 'row')} of the ${strictest.part}`;
  if (bar === null) return { passed: null, detail: 'No bar was set before training.' };
  const isUp = better === 'higher';
  if (!bar.isPrior) return { passed: null, detail: `${sayBar(bar, strictest.score, isUp)}.` };
  return {
    passed: judgeBar(bar, strictest.score, isUp) === 'met',
    detail: `${score}. ${sayBar(bar, strictest.score, isUp)}.`
  };
}
