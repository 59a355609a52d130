import type { WorkContext } from '../../core/context.ts';
import type { Finding } from '../../core/finding.ts';
import type { ColumnSchema } from '../../core/schema.ts';
import type { Table } from '../../core/table.ts';
import { auditInput, type AuditAim } from './audit.ts';
import { featurePowers, singleFeatureLeak, type FeaturePower } from './audit/checks/single-feature-leak.ts';
import { targetLeak } from './audit/checks/target-leak.ts';
import type { Profile } from './profile-type.ts';

export type { FeaturePower };

/**
 * What each column alone can say about the target on rows held out, strongest first, and what the two checks for leaks say.
 * @throws LatheError `column-not-found` when the target is not in the table
 */
export async function auditPower(
  table: Table,
  schema: readonly ColumnSchema[],
  profile: Profile,
  aim: AuditAim,
  context: WorkContext
): Promise<{ powers: FeaturePower[]; findings: Finding[] }> {
  const input = auditInput(table, schema, profile, aim, context);
  const powers = await featurePowers(input, input.features);
  const findings = [...(await targetLeak.run(input)), ...(await singleFeatureLeak.run(input))];
  return { powers: powers.sort((a, b) => b.value - a.value), findings };
}
