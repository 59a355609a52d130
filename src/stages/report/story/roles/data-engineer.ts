import { counted, listed } from '../../../../core/words.ts';
import { saySplit } from '../../phrases.ts';
import { named, shortHash, wasOpened } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

export const dataEngineer: RoleType = {
  id: 'data-engineer',
  role: 'Data engineer',
  question: 'Is the pipeline correct?',
  answer({ dataset, findings, split, audit }, { run, isOfCurrentData }) {
    if (!dataset) return notKnown('there are no data. Import a file');
    if (findings === null) return notKnown(`${counted(dataset.rows, 'row')} were read, but not looked through. Run the audit in Explore`);
    if (!split) return notKnown('the rows are not divided. Set a split in Models, or train, which makes one');
    const blockers = findings.filter(({ severity }) => severity === 'blocker');
    return known(
      blockers.length > 0
        ? `No: ${listed(blockers.slice(0, 3).map(({ message }) => named(message, 160)))}`
        : `Nothing in the records speaks against it: ${counted(findings.length, 'finding')} in the data, none that blocks`,
      `Version ${dataset.version} of the data has ${counted(dataset.rows, 'row')}, hash ${shortHash(dataset.hash)}`,
      `Split: ${saySplit({ split })}`,
      `The test part ${wasOpened(split.testOpenings)}`,
      run !== null && !isOfCurrentData && 'The model was trained on another version of the data than the current one',
      audit.lastReplay !== null && `The last replay: ${named(audit.lastReplay, 120)}`,
      `The audit log of ${counted(audit.entries, 'entry', 'entries')} ${audit.isWhole ? 'is whole' : 'has been changed'}`
    );
  }
};
