import { failedOf, sayChecks } from '../../../../core/release-checks.ts';
import { makesFeatures } from '../../../../core/special-task.ts';
import type { RunFacts } from '../../report-facts.ts';
import { isEnsemble, saySteps, tellParams } from '../../phrases.ts';
import { named, shortHash } from '../../words.ts';
import { known, notKnown, type RoleType } from '../role-type.ts';

export const developer: RoleType = {
  id: 'developer',
  role: 'Developer',
  question: 'Is the code clean, and which algorithm is it?',
  answer({ version, problem }, { run }) {
    if (!run) return notKnown('nothing is trained. Train a model, then register it: registering runs the checks');
    const failed = failedOf(version?.checks ?? []);
    const checks = version
      ? `${sayChecks(version.checks, ' before release')}${failed.length > 0 ? `; not passed: ${failed.map(({ name }) => named(name)).join(', ')}` : ''}`
      : 'It is not registered, so the checks before release were not run';
    const algorithm = `The algorithm is ${run.label}, with ${tellParams(run)}, seed ${run.seed}`;
    if (!makesFeatures(String(problem?.['task'])))
      return known(algorithm, 'It makes no package: what it found is kept, and answers are read and saved on the Evaluate step');
    return known(
      algorithm,
      ...(isEnsemble(run) ? tellMembers(run) : [`Before it stand ${saySteps(run)}`]),
      `Training and serving run the same scoring code, on package ${shortHash(run.modelHash)}`,
      checks
    );
  }
};

/** The weights as the run noted them, heaviest first. */
const tellMembers = ({ notes }: RunFacts): string[] => [
  ...notes.filter((note) => note.startsWith('Weights: ')).map((note) => note.replace(/\.$/, '')),
  'Each member has a recipe of its own'
];
