import type { Finding } from '../../core/finding.ts';
import type { FeaturePower } from '../../app/api/exploring.ts';
import { formatShare } from '../../charts/format.ts';

/** What became of a planted leak. */
export function plantedWords({ planted, finding, powers }: FeaturePower, wrongShare: number): string {
  const place = powers.findIndex(({ column }) => column === planted);
  const rank = place === 0 ? 'the strongest of all' : place > 0 ? `number ${place + 1} of ${powers.length}` : 'not measured';
  if (!finding)
    return `Not found: wrong in ${formatShare(wrongShare)} of the rows it is ${rank}, but no stronger than an honest column can be. No number gives such a leak away; only asking when the column becomes known does.`;
  const grade = finding.severity === 'blocker' ? 'Found, and it would stop the project' : 'Found, as a suspicion';
  return `${grade}: ${finding.message}`;
}

/** The answer to "Show me something in these data that would fool a model", from the audit. */
export function foolAnswer(findings: readonly Finding[]): string {
  const grave = findings.find(({ severity }) => severity === 'blocker') ?? findings.find(({ severity }) => severity === 'warning');
  if (grave) return `${grave.message} ${grave.hint}`;
  if (findings.length > 0) return `Nothing grave. The nearest to it: ${findings[0]!.message}`;
  return 'The checks found nothing. I would still ask of the strongest column when it becomes known, for no number can tell that.';
}
