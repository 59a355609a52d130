import { brief, counted, listed, percent, quoted } from '../../../../core/words.ts';
import type { AuditCheck, AuditInput } from '../audit-check.ts';
import { classesOf } from '../classes.ts';

const RARE = 10;

function classCounts({ target }: AuditInput) {
  if (target?.task !== 'classification') return [];
  const { codes, labels } = classesOf(target.column);
  const counts = labels.map((label) => ({ label, count: 0 }));
  for (const code of codes) if (code >= 0) counts[code]!.count++;
  return counts.filter(({ count }) => count > 0).sort((a, b) => b.count - a.count);
}

export const imbalance: AuditCheck = {
  id: 'imbalance',
  doc: 'The largest class has four times the rows of the smallest; from ten times on it is a warning.',
  run(input) {
    const counts = classCounts(input);
    if (counts.length < 2) return [];
    const total = counts.reduce((rows, { count }) => rows + count, 0);
    const [most, least] = [counts[0]!, counts.at(-1)!];
    const ratio = most.count / least.count;
    if (ratio < 4) return [];
    return [
      {
        code: 'imbalance',
        severity: ratio >= 10 ? 'warning' : 'info',
        columns: [input.target!.column.name],
        message: `Only ${percent(least.count / total)} of the rows are ${quoted(least.label)}; always answering ${quoted(most.label)} would be right in ${percent(most.count / total)}.`,
        hint: 'Judge by balanced accuracy, ROC AUC or the cost of errors, not by accuracy; keep the shares equal in each part of the split.',
        evidence: { ratio, classes: counts.slice(0, 20).map(({ label, count }) => ({ label, count })) }
      }
    ];
  }
};

export const fewPerClass: AuditCheck = {
  id: 'few-per-class',
  doc: 'Classes with fewer than ten rows.',
  run(input) {
    const rare = classCounts(input).filter(({ count }) => count < RARE);
    if (rare.length === 0) return [];
    const names = listed(rare.map(({ label, count }) => `${quoted(label)} (${brief(count)})`));
    return [
      {
        code: 'few-per-class',
        severity: 'warning',
        columns: [input.target!.column.name],
        message: `${counted(rare.length, 'class', 'classes')} of ${quoted(input.target!.column.name)} ${rare.length === 1 ? 'has' : 'have'} fewer than ${RARE} rows: ${names}.`,
        hint: 'Collect more of them, merge them with a neighbour, or leave them out: no score for them can be trusted.',
        evidence: rare.slice(0, 50).map(({ label, count }) => ({ label, count }))
      }
    ];
  }
};
