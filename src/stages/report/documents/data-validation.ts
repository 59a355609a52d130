import { countOutcomes, severityOf, type RuleResult, type SuiteRun } from '../../../core/rule.ts';
import { counted, grouped, percent } from '../../../core/words.ts';
import { list, pairs, paragraph, section, table, type Section } from '../document.ts';
import type { ReportFacts } from '../report-facts.ts';
import { isoDay, named } from '../words.ts';
import type { DocumentType } from './document-type.ts';

/** The current version held against the suite of rules: each rule, what it was proposed from, and how many rows keep to it. */
export const dataValidation: DocumentType = {
  id: 'data-validation',
  write: (facts) => {
    const run = runOf(facts);
    return {
      title: `Data validation: ${named(facts.dataset?.name ?? facts.projectName)}`,
      lead: leadOf(facts, run),
      sections: run ? [about(facts, run), broken(run), rules(run), history(facts)] : [notYet(facts), history(facts)]
    };
  }
};

/** The newest run over the rows the project works with. */
const runOf = ({ dataset, ruleRuns }: ReportFacts): SuiteRun | null =>
  ruleRuns.find(({ hash, version }) => hash !== null && hash === dataset?.hash && version === dataset.version) ?? null;

function leadOf({ dataset }: ReportFacts, run: SuiteRun | null): string {
  if (!dataset) return 'There are no data in this project yet.';
  if (!run) return `Version ${dataset.version} was not held against rules yet.`;
  const { passed, warned, failed } = countOutcomes(run.results);
  const whole = `${counted(run.results.length, 'rule')} over ${counted(run.rows, 'row')} of version ${run.version}`;
  if (failed + warned === 0) return `All of ${whole} hold.`;
  return `Of ${whole}, ${passed} hold, ${failed} failed and ${warned} warned.`;
}

const about = ({ dataset }: ReportFacts, run: SuiteRun): Section =>
  section(
    'What was looked at',
    pairs(
      ['Looked at on', isoDay(run.at)],
      ['Version', `${run.version}, of ${named(dataset?.fileName ?? '') || 'no file'}`],
      ['Hash of this version (SHA-256)', run.hash ?? 'none'],
      ['Rows', grouped(run.rows)],
      ['Rules that are off', String(run.off)]
    ),
    paragraph('Every row was counted; nothing here is an estimate from a sample.')
  );

const notYet = ({ dataset }: ReportFacts): Section =>
  section(
    'What was not looked at yet',
    dataset &&
      pairs(
        ['Version', `${dataset.version}, of ${named(dataset.fileName) || 'no file'}`],
        ['Hash of this version (SHA-256)', dataset.hash],
        ['Rows', grouped(dataset.rows)],
        ['Columns', grouped(dataset.columns.length)]
      ),
    paragraph(
      'Rules say what later data have to keep to: types, ranges, levels, patterns, keys, sums. The data propose them on the Data step, and a person can add more. Once they are kept, every new version and every batch is held against them, and each run is told here with its counts.'
    )
  );

function broken({ results }: SuiteRun): Section {
  const found = results.filter(({ passed }) => !passed);
  if (found.length === 0) return section('What is broken', paragraph('No rule is broken.'));
  return section('What is broken', list(found.map(brokenWords)));
}

function brokenWords(result: RuleResult): string {
  const { failing, checked, seen, examples } = result;
  const first = `${aboutOf(result)} ${named(result.said, 200)}: ${result.outcome === 'failed' ? 'failed' : 'a warning'}.`;
  if (seen !== undefined) return `${first} ${named(seen, 200)}`;
  const rows = examples.slice(0, 5).map(({ row, value }) => `row ${grouped(row + 1)}${value === '' ? '' : ` holds ${named(value, 60)}`}`);
  return `${first} ${counted(failing, 'row')} of ${grouped(checked)} (${percent(failing / Math.max(1, checked))}) break it: ${rows.join(', ')}${failing > rows.length ? ' and more' : ''}.`;
}

const aboutOf = ({ rule }: RuleResult): string => (rule.column === '' ? 'The table' : named(rule.column));

const rules = ({ results }: SuiteRun): Section =>
  section(
    'Each rule',
    table(
      'The suite, in its order',
      ['About', 'Asks', 'Came out', 'Looked at#', 'Broken in#', 'At most', 'Severity', 'Proposed from'],
      results.map((result) => [
        aboutOf(result),
        named(result.said, 200),
        { passed: 'holds', warned: 'warned', failed: 'failed' }[result.outcome],
        grouped(result.checked),
        grouped(result.failing),
        percent(1 - (result.rule.mostly ?? 1)),
        severityOf(result.rule),
        named(result.rule.because ?? 'added by hand', 240)
      ])
    )
  );

const history = ({ ruleRuns }: ReportFacts): Section =>
  section(
    'Runs so far',
    table(
      'Newest first, 50 at most',
      ['On', 'Held against', 'Rows#', 'Hold#', 'Warned#', 'Failed#'],
      ruleRuns.slice(0, 50).map((run) => {
        const { passed, warned, failed } = countOutcomes(run.results);
        const against = run.version === null ? `a batch for ${named(run.about)}` : `version ${run.version}`;
        return [isoDay(run.at), against, grouped(run.rows), String(passed), String(warned), String(failed)];
      })
    )
  );
