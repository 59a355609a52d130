import { counted, listedNames } from '../../../core/words.ts';
import { list, pairs, paragraph, section, type Pairs, type Section } from '../document.ts';
import { sensitiveColumns } from '../concerns.ts';
import { aimOf, PACKAGE_TELLS, saySplit, saySteps } from '../phrases.ts';
import type { ReportFacts } from '../report-facts.ts';
import { grave, targetOf, termOf, textOf, type Subject } from '../subject.ts';
import { isoDay, named, NOT_RECORDED, sentence, sentences } from '../words.ts';
import type { DocumentType } from './document-type.ts';
import { columnTable } from './parts.ts';
import { syntheticBlocks } from './synthetic.ts';

/**
 * What the data are and where they come from. What only people know, and nobody wrote down, is "not recorded".
 * Source of the headings: Gebru et al. (2021), "Datasheets for Datasets", section 3; the questions are in our own words.
 */
export const datasheet: DocumentType = {
  id: 'datasheet',
  write: (facts, subject) => ({
    title: `Datasheet: ${named(facts.dataset?.name ?? facts.projectName)}`,
    lead: leadOf(facts),
    sections: [
      motivation(facts),
      composition(facts),
      section('Collection process', asked(facts, COLLECTION)),
      preprocessing(facts, subject),
      uses(facts, subject),
      section('Distribution', asked(facts, DISTRIBUTION), paragraph(sentences(sayRequests(facts)))),
      maintenance(facts)
    ]
  })
};

/** A question and the field of the problem where the project may have noted the answer. */
type Asked = readonly (readonly [question: string, field: string])[];

const COLLECTION: Asked = [
  ['How each row was obtained', 'collection'],
  ['Who collected them, and how they were paid', 'collectors'],
  ['Over what time', 'collectedOver'],
  ['Whether the people behind the rows know and agreed', 'consent'],
  ['Whether an ethics board looked at it', 'ethicsReview']
];

const DISTRIBUTION: Asked = [
  ['Who may have the data, and how', 'distribution'],
  ['Licence', 'licence'],
  ['Limits set by others', 'restrictions']
];

const asked = (facts: ReportFacts, questions: Asked): Pairs => ({
  kind: 'pairs',
  pairs: questions.map(([question, field]) => [question, textOf(facts, field) ?? NOT_RECORDED])
});

function leadOf({ dataset, findings }: ReportFacts): string {
  if (!dataset) return 'There are no data in this project yet.';
  const gaps = dataset.columns.filter(({ missing }) => missing > 0).length;
  const size = `${counted(dataset.rows, 'row')} in ${counted(dataset.columns.length, 'column')}, ${gaps === 0 ? 'none of them with gaps' : `${gaps} of them with gaps`}`;
  return sentences(sayMadeUp(dataset) ?? size, findings === null ? 'They were not looked through for faults yet' : sayGrave(findings));
}

/** Rows that were made up say so before anything else. */
const sayMadeUp = (dataset: NonNullable<ReportFacts['dataset']>): string | null =>
  dataset.synthetic &&
  `Synthetic: ${counted(dataset.rows, 'row')} in ${counted(dataset.columns.length, 'column')}, made up by a Gaussian copula from ${counted(dataset.synthetic.learnedRows, 'real row')}`;

const sayGrave = (findings: ReportFacts['findings']) => {
  const found = grave(findings);
  return found.length === 0
    ? 'The audit found nothing that must be mended'
    : `The audit found ${counted(found.length, 'thing')} to look at`;
};

const motivation = (facts: ReportFacts): Section =>
  section(
    'Motivation',
    pairs(
      ['Purpose', named(textOf(facts, 'statement') ?? NOT_RECORDED, 600)],
      ['Who made the data', termOf(facts, 'owner') ?? textOf(facts, 'owner') ?? NOT_RECORDED],
      ['What they may be used for', termOf(facts, 'purpose') ?? NOT_RECORDED],
      ['Who paid for it', textOf(facts, 'funding') ?? NOT_RECORDED]
    )
  );

function composition(facts: ReportFacts): Section {
  const { dataset, findings, privacy, dataStory, split } = facts;
  if (!dataset) return section('Composition', paragraph('There are no data yet.'));
  const sensitive = sensitiveColumns(facts);
  const target = targetOf(facts);
  return section(
    'Composition',
    pairs(
      ['What a row is', textOf(facts, 'unit') ?? NOT_RECORDED],
      ['How many', counted(dataset.rows, 'row')],
      ['Real or made up', dataset.synthetic ? 'made up' : 'as they were read'],
      ['Whether they are all there are, or a sample', textOf(facts, 'sampling') ?? NOT_RECORDED],
      ['Label', target === null ? 'none named' : named(target)],
      ['Parts', split ? saySplit(facts) : 'not divided yet'],
      ['Sensitive columns', sensitive.length === 0 ? 'none named' : listedNames(sensitive.map((name) => named(name)))]
    ),
    ...(dataset.synthetic ? syntheticBlocks(dataset.synthetic) : []),
    columnTable(facts),
    dataStory && dataStory.findings.length > 0 ? paragraph('What matters most, in this order:') : null,
    dataStory && list(dataStory.findings.map(({ said, why }) => `${named(said, 300)} ${why}`)),
    paragraph(findings === null ? 'Faults: not looked for yet.' : `Faults: ${counted(findings.length, 'finding')}.`),
    list((findings ?? []).map(({ severity, message }) => `${sentence(severity).slice(0, -1)}: ${named(message, 240)}`)),
    paragraph(privacy === null ? 'Personal data: not looked for yet.' : `Personal data: ${counted(privacy.length, 'sign')} found.`),
    list((privacy ?? []).map(({ message }) => named(message, 240)))
  );
}

function preprocessing(facts: ReportFacts, { run }: Subject): Section {
  const { dataset } = facts;
  return section(
    'Preprocessing, cleaning and labelling',
    pairs(
      ['At import', dataset ? `${named(dataset.fileName)}, read on ${isoDay(dataset.createdAt)}` : 'nothing imported yet'],
      ['Before the model', run ? saySteps(run) : 'nothing trained yet'],
      [
        'Where the raw data are',
        dataset ? 'In the project, as they were read; the steps before the model are applied to a copy.' : NOT_RECORDED
      ],
      ['Who labelled them, and how', textOf(facts, 'labelling') ?? NOT_RECORDED]
    ),
    list((dataset?.notes ?? []).map((note) => named(note, 240)))
  );
}

function uses(facts: ReportFacts, { run }: Subject): Section {
  const aim = aimOf(facts);
  return section(
    'Uses',
    pairs(
      ['Used so far', run && aim ? `To train a model that ${aim}.` : 'For no model yet.'],
      ['Fit for', textOf(facts, 'use') ?? NOT_RECORDED],
      ['Not fit for', textOf(facts, 'misuse') ?? NOT_RECORDED]
    ),
    run && paragraph(`What a model trained on them tells about them when it is given away: ${PACKAGE_TELLS}`)
  );
}

function maintenance(facts: ReportFacts): Section {
  const { dataset } = facts;
  return section(
    'Maintenance',
    pairs(
      ['Who looks after them', termOf(facts, 'owner') ?? textOf(facts, 'owner') ?? NOT_RECORDED],
      ['Version', dataset ? `${dataset.version}; versions kept: ${dataset.versions}` : 'none'],
      ['Hash of this version (SHA-256)', dataset?.hash ?? 'none'],
      ['Kept until', textOf(facts, 'retention') ?? NOT_RECORDED],
      ['How errors are reported', textOf(facts, 'contact') ?? NOT_RECORDED]
    )
  );
}

const sayRequests = ({ requests }: ReportFacts) =>
  requests.foreign === 0
    ? 'The app has asked for nothing but its own files since it was opened'
    : `${counted(requests.foreign, 'request')} went elsewhere since the app was opened`;
