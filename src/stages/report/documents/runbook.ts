import { brief, counted, inSentence, listed, listedNames, percent, timesOf } from '../../../core/words.ts';
import { pairs, paragraph, section, steps, table, type Section } from '../document.ts';
import { sayBar, saySplit, versionName } from '../phrases.ts';
import type { DeploymentFacts, ReportFacts } from '../report-facts.ts';
import { metricNameOf, textOf, type Subject } from '../subject.ts';
import { bytesOf, isClaimable, isoDay, msOf, named, NOT_RECORDED, sentences, shortHash, withInterval } from '../words.ts';
import type { DocumentType } from './document-type.ts';
import { provenance } from './parts.ts';

/** What to do when something happens at three in the morning, with this project's own names and numbers. */
export const runbook: DocumentType = {
  id: 'runbook',
  write: (facts, subject) => ({
    title: `Runbook: ${versionName(facts)}`,
    lead: leadOf(facts),
    sections: [
      serving(facts),
      watching(facts, subject),
      onDrift(facts, subject),
      onErrors(facts),
      onWorse(facts, subject),
      goingBack(facts),
      retraining(facts, subject),
      section('Numbers to know', provenance(facts, subject.run), sizes(facts, subject)),
      section(
        'Whom to call',
        pairs(['Owner', textOf(facts, 'owner') ?? NOT_RECORDED], ['Contact', textOf(facts, 'contact') ?? NOT_RECORDED])
      )
    ]
  })
};

function leadOf({ deployments, monitor }: ReportFacts): string {
  if (deployments.length === 0) return 'Nothing is deployed yet: this page says what to do once it is.';
  const names = listed(deployments.map(({ name, model }) => `${named(name)} (${named(model)})`));
  const state = !monitor
    ? 'no watch over it is recorded yet'
    : monitor.alerts.length > 0
      ? `${counted(monitor.alerts.length, 'alert')} at the last look`
      : 'no alert at the last look';
  return sentences(`On this device answers ${names}; ${state}`);
}

function serving(facts: ReportFacts): Section {
  const { deployments } = facts;
  if (deployments.length === 0)
    return section('What runs', paragraph('Nothing yet. Register a version in Package, then deploy it in Deploy.'));
  return section(
    'What runs',
    ...deployments.map((deployment) => pairs(...servingPairs(deployment))),
    paragraph(
      'The answers come from a service worker of this browser: they need no network, and they stop when the browser profile is deleted.'
    )
  );
}

const servingPairs = ({
  name,
  model,
  createdAt,
  changes,
  split,
  rateLimitPerMinute,
  logShare,
  hasToken
}: DeploymentFacts): [string, string][] => [
  ['Name', named(name)],
  ['Answers with', named(model)],
  ['Since', `${isoDay(createdAt)}, model changed ${timesOf(changes)}`],
  ['Address', `POST api/v1/models/${encodeURIComponent(wellFormed(name))}/predict`],
  ['Description', `GET api/v1/models/${encodeURIComponent(wellFormed(name))}/openapi.json`],
  ['Token', hasToken ? 'needed' : 'not needed'],
  ['Limit', rateLimitPerMinute === null ? 'none' : `${counted(rateLimitPerMinute, 'request')} a minute`],
  ['Logged', `${percent(logShare)} of the answers`],
  ['Other traffic', split ? `${percent(split.share)} to ${named(split.model)} (${named(split.mode)})` : 'none']
];

/** `encodeURIComponent` refuses half a surrogate pair. */
const wellFormed = (name: string) => name.replace(/\p{Cs}/gu, '\uFFFD');

/** Requests that fail, of all, above which somebody should look. */
const ERROR_SHARE = 0.05;

function watching(facts: ReportFacts, subject: Subject): Section {
  const { monitor, problem } = facts;
  const limit = typeof problem?.['latencyMs'] === 'number' ? problem['latencyMs'] : null;
  const served = monitor?.performance?.[subject.metricId];
  const rows = [
    [
      'Errors',
      monitor ? `${monitor.errors} of ${counted(monitor.requests, 'request')}` : 'not watched yet',
      `over ${percent(ERROR_SHARE)} of requests`
    ],
    [
      'Time of an answer, 95th percentile',
      monitor && Number.isFinite(monitor.p95Ms) ? `${msOf(monitor.p95Ms)} over ${counted(monitor.requests, 'request')}` : 'not watched yet',
      limit === null ? 'no limit is set in Problem' : `over ${msOf(limit)}`
    ],
    [
      'Drift of the inputs',
      driftNow(facts),
      'a column drifts: changed beyond chance, corrected for the number of columns, and by a PSI of 0.1 or more'
    ],
    [
      subject.metricName.label,
      isClaimable(served) ? withInterval(served) : 'no true answers with an interval yet',
      subject.bar
        ? `${subject.metricName.higherIsBetter ? 'below' : 'above'} the bar of ${brief(subject.bar.value)}`
        : 'no bar is set in Problem'
    ]
  ];
  const alerts = (monitor?.alerts ?? []).map((alert) => named(alert, 200));
  return section('What to watch', table('Open Monitor every day that it is in use', ['What', 'At the last look', 'Act when'], rows), alerts.length > 0 ? steps(alerts) : null); // prettier-ignore
}

function driftNow({ monitor }: ReportFacts): string {
  if (!monitor) return 'not watched yet';
  if (monitor.drifted.length === 0) return `none of ${counted(monitor.drift.length, 'column')} over ${counted(monitor.rows, 'row')}`;
  return `${listedNames(monitor.drifted.map((name) => named(name, 40)))} over ${counted(monitor.rows, 'row')}`;
}

const onDrift = ({ dataset, split }: ReportFacts, { run }: Subject): Section =>
  section(
    'When columns drift',
    steps([
      'See in Monitor which columns moved, since when, and whether the answers moved with them.',
      'Look for a cause outside first: a changed form, a unit, a new source, a sensor. A broken source is mended, not learned.',
      'If true answers can be had, send them as feedback; drift without worse answers needs no haste.',
      dataset
        ? `If the change is real, import the newer rows as version ${dataset.version + 1} or later of ${named(dataset.name)} and train again${split ? ` on the same kind of split (${split.kind})` : ''}.`
        : 'If the change is real, import newer rows and train again.',
      run ? `Compare the new run with ${run.label} of ${isoDay(run.startedAt)} (package ${shortHash(run.modelHash)}) before anything is promoted.` : 'Compare it with the old run before anything is promoted.' // prettier-ignore
    ])
  );

const onErrors = ({ deployments }: ReportFacts): Section =>
  section(
    'When requests fail',
    steps([
      'Read the reason: every refused request is answered with problem+json that says what is wrong and where.',
      '400 and 422: the caller sends other columns than the description says. Compare with openapi.json.',
      deployments.some(({ hasToken }) => hasToken)
        ? '401: the token is missing or wrong. Give the caller the right one.'
        : '401: no deployment asks for a token, so this should not happen.',
      deployments.some(({ rateLimitPerMinute }) => rateLimitPerMinute !== null)
        ? '429: the limit of requests a minute is reached. Slow the caller down or raise it in Deploy.'
        : '429: no limit is set, so this should not happen.',
      '404: the deployment was removed or renamed. The audit log in Govern says when.',
      'Anything else: roll back, then export the archive of the project, which holds all that is needed to find the cause.'
    ])
  );

function onWorse(facts: ReportFacts, subject: Subject): Section {
  const served = facts.monitor?.performance?.[subject.metricId];
  const { label } = metricNameOf(facts, subject.metricId);
  const promised = subject.headline
    ? `Before release ${inSentence(label)} was ${withInterval(subject.headline.metric)}`
    : `Before release ${inSentence(label)} was not measured with an interval`;
  const now = isClaimable(served) ? `On served rows it is ${withInterval(served)}` : 'On served rows it is not known yet';
  return section(
    'When answers get worse',
    paragraph(sentences(promised, now, subject.bar ? `${sayBar(subject)}, as measured before release` : sayBar(subject))),
    steps([
      'If the intervals lie apart, the model is worse than was promised: roll back or take it out of use.',
      'If they overlap, wait for more true answers, and say so to whoever asks.'
    ])
  );
}

function goingBack(facts: ReportFacts): Section {
  const { deployments, version, versions } = facts;
  const earlier = deployments.flatMap(({ name, history }) => {
    const before = history.at(-2);
    return before ? [`deployments.rollback("${named(name)}") answers with ${named(before.model)} again, as before ${isoDay(history.at(-1)!.at)}.`] : []; // prettier-ignore
  });
  const older = versions
    .filter(({ name, version: number }) => version !== null && name === version.name && number < version.version)
    .at(-1);
  const last = older ? [`Or move the alias: registry.alias("${named(older.name)}", "champion", ${older.version}) makes version ${older.version} (package ${shortHash(older.hash)}) the champion again.`] : []; // prettier-ignore
  if (earlier.length + last.length === 0) return section('Going back', paragraph('There is nothing to go back to yet: no deployment had another model before, and there is no earlier version. In an emergency, remove the deployment.')); // prettier-ignore
  return section('Going back', steps([...earlier, ...last, 'Send one known row and look at the answer before you go back to sleep.']));
}

const retraining = (facts: ReportFacts, { run }: Subject): Section =>
  section(
    'Making it again',
    run
      ? steps([
          `The data: version with SHA-256 ${run.datasetHash}.`,
          `The split: ${saySplit(facts)}.`,
          `replay("${named(run.id)}") runs ${run.label} again with seed ${run.seed} and must give package ${shortHash(run.modelHash)}.`
        ])
      : paragraph('Nothing is trained yet.')
  );

const sizes = ({ versions }: ReportFacts, { run }: Subject) =>
  pairs(
    ...(run ? ([['Package size', bytesOf(run.sizeBytes)], ['Time to fit', msOf(run.fitMs)]] as const) : []),
    ['Versions registered', String(versions.length)]
  ); // prettier-ignore
