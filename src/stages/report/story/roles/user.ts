import { counted } from '../../../../core/words.ts';
import { concernsOf } from '../../concerns.ts';
import { sayBar, sayHeadline, sayRivalry } from '../../phrases.ts';
import { scoresOn } from '../../subject.ts';
import { isClaimable, wasOpened, withInterval } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

export const user: RoleType = {
  id: 'user',
  role: 'User',
  question: 'Can I trust it?',
  answer(facts, subject) {
    const { run, headline, rivalry } = subject;
    if (!run) return notKnown('nothing is trained. Train a model and evaluate it');
    if (!headline) return notKnown('no score with an interval is recorded. Evaluate the run on rows it has not learned from');
    const gravest = concernsOf(facts, subject).find(({ weight }) => weight === 'grave');
    const ece = scoresOn(facts, run, headline.part).find(([id]) => id === 'ece')?.[1];
    return known(
      gravest ? 'Not without care' : 'As far as these numbers go, and no further',
      sayHeadline(subject),
      sayBar(subject),
      gravest ? gravest.what : rivalry && sayRivalry(rivalry),
      isClaimable(ece) && `Its claimed probabilities are off by ${withInterval(ece)} on average`,
      facts.split !== null && `The sealed test part ${wasOpened(facts.split.testOpenings)}`,
      `It knows only rows like the ${counted(facts.dataset?.rows ?? headline.metric.n, 'row')} it comes from`
    );
  }
};
