import { ruleInvalid } from '../../../../core/errors/tables.ts';
import type { Rule } from '../../../../core/rule.ts';
import { counted, percent } from '../../../../core/words.ts';
import { presenceOf } from '../cells.ts';
import { settled, type RuleKind } from '../rule-kind.ts';
import { numberField } from '../values.ts';

const LEAST_MARGIN = 0.02;

export const missingShare: RuleKind = {
  id: 'missing-share',
  label: 'Share of gaps',
  doc: 'At most this share of the rows lacks a value.',
  takes: 'column',
  isWhole: true,
  value: { holds: 'fields', fields: [{ name: 'most', label: 'At most', holds: 'number', doc: 'A share of the rows from 0 to 1.' }] },
  describe: (rule) => `lacks a value in at most ${percent(mostOf(rule))} of the rows`,
  begin(rule) {
    const most = mostOf(rule);
    let [missing, all] = [0, 0];
    return {
      take({ columns: [column], rows }) {
        const isThere = presenceOf(column!);
        all += rows;
        for (let row = 0; row < rows; row++) if (!isThere(row)) missing++;
      },
      end: () => ({
        broken: missing > most * all,
        seen: `${counted(missing, 'row')} of ${counted(all, 'row')} (${percent(missing / Math.max(1, all))}) have none`
      })
    };
  },
  propose: ({ columns, rows }) =>
    settled(
      columns.flatMap(({ name, missing }) => {
        const share = missing / Math.max(1, rows);
        if (missing === 0 || share > 0.9) return [];
        const most = Math.min(1, Math.ceil(Math.round(1e4 * Math.max(share + LEAST_MARGIN, share * 1.5)) / 100) / 100);
        const because = `${counted(missing, 'row')} of ${counted(rows, 'row')} (${percent(share)}) lack one now; half as much again is allowed.`;
        return [{ column: name, kind: 'missing-share', value: { most }, severity: 'warn' as const, because }];
      })
    )
};

function mostOf(rule: Rule): number {
  const most = numberField(rule, 'most');
  if (most === null || most < 0 || most > 1) throw ruleInvalid(rule.column, rule.kind, '"most", a share from 0 to 1');
  return most;
}
