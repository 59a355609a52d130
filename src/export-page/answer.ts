import { cautionsOf } from '../core/cautions.ts';
import { whyNotLikelier } from '../core/cost-threshold.ts';
import { decisionOf, type ModelPackage } from '../predict/package-type.ts';
import type { ScoredRow } from '../predict/scored-row.ts';
import { element } from './element.ts';

/** Classes shown at most, the likeliest first. */
const SHOWN_CLASSES = 10;

/** A number in as many digits as a reader can use. */
export const shown = (value: number) => value.toLocaleString('en', { maximumSignificantDigits: 6 });

/** The answer for one row: what it is, how sure, and what is odd. */
export function answerNodes({ prediction, probabilities, interval, warnings, ...caution }: ScoredRow, pkg: ModelPackage): HTMLElement[] {
  const headline = element('p', { className: 'headline' }, [typeof prediction === 'number' ? shown(prediction) : String(prediction)]);
  const nodes: HTMLElement[] = [element('p', { className: 'hint' }, [`Predicted ${pkg.target.name}`]), headline];
  const why = probabilities ? whyNotLikelier({ prediction, probabilities }, decisionOf(pkg)) : null;
  if (why !== null) nodes.push(element('p', { className: 'hint' }, [why]));
  if (interval) nodes.push(element('p', {}, [`95 % interval: ${shown(interval[0])} to ${shown(interval[1])}`]));
  if (probabilities) nodes.push(bars(probabilities));
  return [...nodes, ...[...cautionsOf(caution), ...warnings].map((warning) => element('p', { className: 'odd' }, [warning]))];
}

function bars(probabilities: Readonly<Record<string, number>>): HTMLElement {
  const sorted = Object.entries(probabilities).sort((a, b) => b[1] - a[1]);
  const rows = sorted.slice(0, SHOWN_CLASSES).map(([label, share]) => {
    const percent = shareText(share);
    const meter = element('meter', { min: 0, max: 1, value: share }, [percent]);
    meter.setAttribute('aria-label', `${label}: ${percent}`);
    return element('li', {}, [element('span', {}, [label]), meter, element('span', { className: 'number' }, [percent])]);
  });
  return element('ul', { className: 'bars' }, rows);
}

/** Never rounds to certainty. */
function shareText(share: number): string {
  if (share > 0.9995 && share < 1) return '> 99.9 %';
  return share < 0.0005 && share > 0 ? '< 0.1 %' : `${(share * 100).toFixed(1)} %`;
}
