import { gapLabel } from '../../../core/gap-name.ts';
import { counted, listed, listedNames, spelledOut, timesOf } from '../../../core/words.ts';
import { list, pairs, paragraph, section, table, type Block, type Section } from '../document.ts';
import { aimOf, fromWhat, PACKAGE_TELLS, sayBar, sayHeadline, sayParams, sayRivalry, saySplit, saySteps, versionName } from '../phrases.ts';
import { modelCardJson } from '../model-card-json.ts';
import type { ReportFacts, RunFacts } from '../report-facts.ts';
import { subjectSays, unsuitedFor } from '../suitability.ts';
import { textOf, type Subject } from '../subject.ts';
import { bytesOf, isClaimable, isoDay, metricCells, msOf, named, NOT_RECORDED, score, sentences, withInterval } from '../words.ts';
import type { DocumentType } from './document-type.ts';
import { syntheticBlocks } from './synthetic.ts';
import {
  calibrationFigure,
  checkTable,
  columnTable,
  concernBlock,
  confusionBlock,
  metricTables,
  provenance,
  rivalFigure
} from './parts.ts';

/**
 * What a model is, what it is for, how good it is and where it fails.
 * Source of the headings: Mitchell et al. (2019), "Model Cards for Model Reporting".
 */
export const modelCard: DocumentType = {
  id: 'model-card',
  json: modelCardJson,
  write: (facts, subject) => ({
    title: `Model card: ${versionName(facts)}`,
    lead: subjectSays(facts, subject),
    sections: [
      whatItIs(facts, subject),
      intendedUse(facts, subject),
      dataAndSplit(facts),
      making(subject.run),
      quality(facts, subject),
      weakSpots(subject),
      fairness(facts),
      section('Limits and risks', concernBlock(facts, subject)),
      section('Checks', checkTable(facts) ?? paragraph('No version is registered, so no checks were run.')),
      section('Provenance', provenance(facts, subject.run))
    ]
  })
};

function whatItIs(facts: ReportFacts, { run }: Subject): Section {
  const { version } = facts;
  const aim = aimOf(facts);
  return section(
    'What it is',
    pairs(
      ['Project', named(facts.projectName)],
      [
        'Version',
        version
          ? `${named(version.name)} ${version.version}${version.aliases.length > 0 ? ` (${listed(version.aliases)})` : ''}, registered ${isoDay(version.createdAt)}`
          : 'none registered'
      ],
      ['Task', textOf(facts, 'task') ?? NOT_RECORDED],
      ['Answers', aim ? `It ${aim}${fromWhat(facts)}.` : NOT_RECORDED],
      ['Algorithm', run ? `${run.label} (${run.model})` : 'nothing trained yet'],
      ['Owner', textOf(facts, 'owner') ?? NOT_RECORDED]
    )
  );
}

const intendedUse = (facts: ReportFacts, subject: Subject): Section =>
  section(
    'Intended use',
    paragraph(named(textOf(facts, 'statement') ?? NOT_RECORDED, 600)),
    pairs(['Users', textOf(facts, 'users') ?? NOT_RECORDED], ['Fixed', fixedSince(facts)]),
    paragraph('Who should not use it:'),
    list(unsuitedFor(facts, subject))
  );

/** What was changed afterwards was not fixed before training: each such thing is named. */
function fixedSince({ problemFixedAt, problemChanges }: ReportFacts): string {
  if (problemFixedAt === null) return 'The question is not fixed yet.';
  const fixed = `The question was fixed on ${isoDay(problemFixedAt)}, when training began`;
  if (problemChanges.length === 0) return `${fixed}; no change since.`;
  const things = [...new Set(problemChanges.map(({ what }) => spelledOut(what.slice(0, what.indexOf(':')))))];
  return `${fixed}; after training ${counted(problemChanges.length, 'change')} of ${listedNames(things)}.`;
}

function dataAndSplit(facts: ReportFacts): Section {
  const { dataset, split } = facts;
  if (!dataset) return section('Data and split', paragraph('There are no data yet.'));
  return section(
    'Data and split',
    pairs(
      [
        'Data',
        `${dataset.synthetic ? 'Synthetic: ' : ''}${named(dataset.name)} version ${dataset.version}, from ${named(dataset.fileName)}, ${isoDay(dataset.createdAt)}`
      ],
      ['Size', `${counted(dataset.rows, 'row')}, ${counted(dataset.columns.length, 'column')}`],
      ['Split', saySplit(facts)],
      ['Test part', split ? (split.testOpenings === 0 ? 'never opened' : `opened ${timesOf(split.testOpenings)}`) : 'not set aside yet']
    ),
    ...(dataset.synthetic ? syntheticBlocks(dataset.synthetic) : []),
    columnTable(facts)
  );
}

function making(run: RunFacts | null): Section {
  if (!run) return section('How it was made', paragraph('Nothing is trained yet.'));
  return section(
    'How it was made',
    pairs(
      ['Recipe', saySteps(run)],
      ['Parameters', sayParams(run)],
      ['Seed', String(run.seed)],
      ['Engine', run.backend || 'plain code'],
      ['Calibration', run.calibrate],
      ['Time to fit', `${msOf(run.fitMs)}${run.predictedMs === null ? '' : `, forecast ${msOf(run.predictedMs)}`}`],
      ['Size', bytesOf(run.sizeBytes)],
      ['Trained', isoDay(run.startedAt)]
    ),
    paragraph('Every step of the recipe is fitted on training rows only, inside each fold.'),
    paragraph(PACKAGE_TELLS),
    list(run.notes.map((entry) => named(entry, 240)))
  );
}

function quality(facts: ReportFacts, subject: Subject): Section {
  const { run, rivalry } = subject;
  if (!run) return section('How good it is', paragraph('Not known yet: nothing is trained.'));
  const shuffled = facts.randomLabels;
  return section(
    'How good it is',
    paragraph(
      sentences(
        sayHeadline(subject),
        sayBar(subject),
        rivalry ? sayRivalry(rivalry) : 'No baseline was trained on the same data and split',
        isClaimable(shuffled)
          ? `Trained on shuffled answers it reaches ${withInterval(shuffled)}${subject.evidence.chance === null ? '' : `, where guessing gives ${score(subject.evidence.chance)}`}`
          : 'It was not trained on shuffled answers'
      )
    ),
    rivalFigure(facts, subject),
    ...metricTables(facts, run),
    confusionBlock(subject),
    calibrationFigure(subject),
    valueBlock(subject)
  );
}

const valueBlock = ({ evidence: { value } }: Subject): Block | null =>
  value && paragraph(`One answer costs ${withInterval(value.perRow)} on average, by the costs that were given; the cheapest single answer would cost ${score(value.withoutModel)} on the same rows, a figure of these rows and no estimate.`); // prettier-ignore

function weakSpots({ evidence }: Subject): Section {
  if (evidence.slicesTried === 0) return section('Where it is weak', paragraph('Not looked at yet.'));
  const rows = evidence.slices.map(({ condition, rows: n, error, low, high, pValue }) => [
    named(condition, 90),
    ...metricCells({ value: error, low, high, n, method: pValue < 0.05 ? 'more than elsewhere' : 'chance could do that' })
  ]);
  const looked = `${counted(evidence.slicesTried, 'group')} of rows were looked at`;
  if (rows.length === 0) return section('Where it is weak', paragraph(`${looked}; none stands out.`));
  const caption = `${looked}; these err most, corrected for how many were tried; the interval is a 95 % one`;
  return section('Where it is weak', table(caption, ['Where', 'Error#', 'From#', 'To#', 'Verdict', 'Rows#'], rows));
}

function fairness({ fairness: found }: ReportFacts): Section {
  if (!found) return section('Fairness', paragraph('How it does by group is not recorded.'));
  const rows = Object.entries(found.gaps).map(([name, gap]) => [gapLabel(name), ...metricCells(gap)]);
  return section(
    'Fairness',
    table('Gaps between groups; the interval is a 95 % one', ['Gap', 'Value#', 'From#', 'To#', 'Method', 'Rows#'], rows)
  );
}
