import { brief, counted, inSentence } from '../../../../core/words.ts';
import type { DriftFacts } from '../../report-facts.ts';
import { isClaimable, named, withInterval } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

export const dataScientist: RoleType = {
  id: 'data-scientist',
  role: 'Data scientist',
  question: 'Why is it drifting?',
  answer({ deployments, monitor }, { metricId, metricName, headline }) {
    if (deployments.length === 0) return notKnown('nothing is in use. Deploy a version and send it rows');
    if (!monitor) return notKnown('no watch over the served rows is recorded. Open Monitor');
    const judged = monitor.drift.filter(({ pValue }) => Number.isFinite(pValue));
    if (judged.length === 0)
      return notKnown(`${counted(monitor.rows, 'served row')} are too few to compare with the training rows. Send more rows`);
    const moved = judged.filter(({ alarm }) => alarm);
    const served = monitor.performance?.[metricId];
    const effect = isClaimable(served)
      ? `On served rows ${inSentence(metricName.label)} is ${withInterval(served)}${headline ? `; before release it was ${withInterval(headline.metric)}` : ''}`
      : 'Whether the answers suffer is not known: no true answers with an interval came in';
    if (moved.length === 0)
      return known(`It is not: none of ${counted(judged.length, 'column')} drifted over ${counted(monitor.rows, 'row')}`, effect);
    return known(
      `${moved.length} of ${counted(judged.length, 'column')} moved over ${counted(monitor.rows, 'row')}: ${[...moved]
        .sort((a, b) => b.psi - a.psi)
        .slice(0, 4)
        .map(sayDrift)
        .join('; ')}`,
      effect,
      'The records show what moved, not what moved it: look at the source of the first column'
    );
  }
};

const sayDrift = ({ column, test, psi, pValue }: DriftFacts) =>
  `${named(column, 40)} (PSI ${brief(psi)}, ${test} p ${pValue < 0.001 ? 'below 0.001' : pValue.toFixed(3)})`;
