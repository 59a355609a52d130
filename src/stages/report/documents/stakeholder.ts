import { counted, listedNames } from '../../../core/words.ts';
import { list, pairs, paragraph, section, steps, type Block, type Section } from '../document.ts';
import { concernsOf } from '../concerns.ts';
import { sayBar, sayHeadline, sayRivalry } from '../phrases.ts';
import type { ReportFacts } from '../report-facts.ts';
import { subjectSays } from '../suitability.ts';
import { textOf, type Subject } from '../subject.ts';
import { msOf, named, NOT_RECORDED, sentences, withInterval } from '../words.ts';
import type { DocumentType } from './document-type.ts';
import { rivalFigure } from './parts.ts';

/** One page for whoever pays: what it does, what it is worth, what can go wrong, what is needed. */
export const stakeholder: DocumentType = {
  id: 'stakeholder',
  write: (facts, subject) => ({
    title: `${named(facts.projectName)}: report for stakeholders`,
    lead: subjectSays(facts, subject),
    sections: [
      section('What it does', paragraph(named(textOf(facts, 'statement') ?? NOT_RECORDED, 600)), status(facts)),
      worth(facts, subject),
      risks(facts, subject),
      needs(facts, subject),
      cost(facts)
    ]
  })
};

const status = ({ version, deployments }: ReportFacts): Block =>
  pairs(
    ['Version', version ? `${named(version.name)} ${version.version}` : 'none released'],
    ['In use', deployments.length === 0 ? 'not yet' : `as ${listedNames(deployments.map(({ name }) => named(name)))}, on this device`]
  );

/** As it was typed in Problem. */
const currencyOf = (facts: ReportFacts): string => named(textOf(facts, 'currency') ?? 'of the unit of the costs', 30);

function worth(facts: ReportFacts, subject: Subject): Section {
  const { run, rivalry, evidence } = subject;
  if (!run) return section('What it is worth', paragraph('Not known yet: nothing is trained.'));
  const gain = evidence.value?.saved;
  const money = gain
    ? `Against the cheapest answer without a model it saves ${withInterval(gain)} ${currencyOf(facts)} an answer`
    : 'In money: not known yet, for no costs of wrong answers were given';
  return section(
    'What it is worth',
    paragraph(sentences(sayHeadline(subject), sayBar(subject), rivalry ? sayRivalry(rivalry) : 'There is no baseline to hold it against')),
    rivalFigure(facts, subject),
    paragraph(sentences(money))
  );
}

/** One page has room for these. */
const MOST_RISKS = 5;

function risks(facts: ReportFacts, subject: Subject): Section {
  const concerns = concernsOf(facts, subject);
  if (concerns.length === 0) return section('What can go wrong', paragraph('None of the checks that were made found anything.'));
  const rest = concerns.length - MOST_RISKS;
  return section(
    'What can go wrong',
    steps(concerns.slice(0, MOST_RISKS).map(({ what }) => what)),
    paragraph(rest > 0 ? `${rest} more in the model card.` : '')
  );
}

/** What would settle each risk, under the same numbers, and an owner where there is none. */
function needs(facts: ReportFacts, subject: Subject): Section {
  const remedies = concernsOf(facts, subject)
    .slice(0, MOST_RISKS)
    .map(({ remedy }, i) => `Against ${i + 1}: ${remedy}`);
  const owner = textOf(facts, 'owner') === null ? ['An owner, named in Problem.'] : [];
  const asks = [...remedies, ...owner];
  return section('What is needed', asks.length > 0 ? list(asks) : paragraph('Nothing that the records show.'));
}

function cost({ runs, runsFailed }: ReportFacts): Section {
  const spent = runs.reduce((sum, { fitMs }) => sum + fitMs, 0);
  return section('What it took', paragraph(sentences(`${counted(runs.length, 'finished run')}, ${runsFailed} failed; ${msOf(spent)} of training on one device. The time of people is not recorded`))); // prettier-ignore
}
