import { counted } from '../../../../core/words.ts';
import { concernsOf } from '../../concerns.ts';
import { sayHeadline } from '../../phrases.ts';
import { featuresOf } from '../../subject.ts';
import { bytesOf } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

/** More than these nobody listens to. */
const MOST = 3;

export const productManager: RoleType = {
  id: 'product-manager',
  role: 'Product manager',
  question: 'What are the limits?',
  answer(facts, subject) {
    const { run } = subject;
    if (!run) return notKnown('nothing is trained. Train and evaluate a model: its limits are measured, not guessed');
    const concerns = concernsOf(facts, subject);
    const rest = concerns.length - MOST;
    return known(
      `It needs ${counted(featuresOf(facts).length, 'column')} a row and is ${bytesOf(run.sizeBytes)} large`,
      sayHeadline(subject) ?? 'How well it answers is not measured with an interval',
      ...concerns.slice(0, MOST).map(({ what }) => what),
      rest > 0 && `${counted(rest, 'further limit')} ${rest === 1 ? 'is' : 'are'} in the model card`
    );
  }
};
