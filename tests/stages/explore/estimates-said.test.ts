import { expect, test } from 'vitest';
import type { RowOutliers } from '../../../src/core/looks/outliers.ts';
import { auditInput } from '../../../src/stages/explore/audit.ts';
import { outliers, skew } from '../../../src/stages/explore/audit/checks/shape.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import type { NumberProfile } from '../../../src/stages/explore/profile-type.ts';
import { tellDataStory } from '../../../src/stages/explore/tell-data-story.ts';
import { quietContext, tableOf } from './read-sample.ts';

const { table, schema } = tableOf({ x: Array.from({ length: 200 }, (_, i) => String(i === 0 ? 5000 : i % 40)) });

async function storyOf(rows: Pick<RowOutliers, 'count' | 'rows' | 'sampled' | 'expected'>): Promise<string[]> {
  const together: RowOutliers = {
    ...{ columns: ['x', 'y'], threshold: 0.6, expectedShare: 0.001, isBeyondChance: true, strange: [] },
    ...rows
  };
  const story = tellDataStory({
    profile: await profileTable(table, schema, quietContext()),
    findings: [],
    quality: { axes: [] },
    outliers: { columns: [], together, notes: [] },
    target: null
  });
  return story.findings.map(({ said }) => said);
}

test('strange rows of a sample are said to be of a sample', async () => {
  expect(await storyOf({ count: 4139, rows: 200_000, sampled: true, expected: 200 })).toContain(
    '4,139 of a sample of 200,000 rows are strange as a whole, where chance would bring 200.'
  );
  expect(await storyOf({ count: 40, rows: 4000, sampled: false, expected: 4 })).toContain(
    '40 rows are strange as a whole, where chance would bring 4.'
  );
});

test('what is counted from estimated quartiles is said to be about so many', async () => {
  const exact = await profileTable(table, schema, quietContext());
  const x = exact.columns['x'] as NumberProfile;
  const estimated = { ...exact, columns: { x: { ...x, estimates: { quantiles: 0.001 } } } };
  const said = async (profile: typeof exact, check: typeof outliers) =>
    (await check.run(auditInput(table, schema, profile, null, quietContext()))).map(({ message }) => message).join();
  expect(await said(exact, outliers)).toMatch(/^1 value of “x” .* above \d+ .*half of the rows lie between \d/);
  expect(await said(estimated, outliers)).toMatch(/^About 1 value of “x” .* above about \d+ .*half of the rows lie between about \d/);
  expect(await said(exact, skew)).toMatch(/median \d/);
  expect(await said(estimated, skew)).toMatch(/median about \d/);
});
