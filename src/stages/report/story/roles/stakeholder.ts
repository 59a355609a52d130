import type { Evidence } from '../../evidence.ts';
import type { ReportFacts } from '../../report-facts.ts';
import { sayBar } from '../../phrases.ts';
import { counted } from '../../../../core/words.ts';
import { withInterval } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

export const stakeholder: RoleType = {
  id: 'stakeholder',
  role: 'Stakeholder',
  question: 'What is the return?',
  answer({ problem }, subject) {
    const { run, evidence } = subject;
    if (!run) return notKnown('nothing is trained. Train a model, and say in Problem what a wrong answer costs');
    const gain = evidence.value?.saved;
    if (!gain || !evidence.value) return notKnown(missing(problem, evidence));
    const verdict = gain.low > 0 ? 'It pays' : gain.high < 0 ? 'It does not pay' : 'It cannot be told yet whether it pays';
    return known(
      `${verdict}: it saves ${withInterval(gain)} an answer against the cheapest answer without a model, measured on ${counted(gain.n, 'row')}`,
      `One answer costs ${withInterval(evidence.value.perRow)}`,
      sayBar(subject),
      'What building and running it costs is not in the records'
    );
  }
};

function missing(problem: ReportFacts['problem'], { costUnclaimed }: Evidence): string {
  if (problem?.['costs'] === undefined) return 'what a wrong answer costs is not recorded. Give the costs in Problem, then evaluate';
  if (costUnclaimed === null) return 'the costs were not worked out on held-out rows. Evaluate the run';
  return `the cost of an answer has no interval (${costUnclaimed}), so no return is claimed. Test on more rows`;
}
