import { counted } from '../../core/words.ts';
import type { Overview } from '../../app/overview.ts';

/** What the records could show on the day, and what they could not. */
export function regulatorAnswer(overview: Overview, foreign: number): string {
  const { problem, dataset, versions } = overview;
  const has = (key: string) => typeof problem?.[key] === 'string' && problem[key].trim() !== '';
  const missing = [
    ...(has('purpose') ? [] : ['the purpose']),
    ...(has('legalBasis') ? [] : ['what allows the use']),
    ...(has('owner') ? [] : ['the owner']),
    ...(typeof problem?.['retentionDays'] === 'number' ? [] : ['when the data are deleted'])
  ];
  const shown = `I can show ${dataset ? `every version of the data (now version ${dataset.version}, under its hash)` : 'that there are no data yet'}, ${counted(versions.length, 'packaged version')} with what each was made from, and a log nobody can change unnoticed.`;
  const left = foreign === 0 ? ' Nothing left the device.' : ` ${counted(foreign, 'request')} went elsewhere, and I would have to say why.`;
  const gaps = missing.length === 0 ? ' Purpose, basis, owner and retention are on record.' : ` Not on record yet: ${missing.join(', ')}.`;
  return `Whose data, what for, who decided, and could you explain one decision. ${shown}${left}${gaps}`;
}
