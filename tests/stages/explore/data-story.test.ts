import { expect, test } from 'vitest';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { tellDataStory } from '../../../src/stages/explore/tell-data-story.ts';
import { quietContext, tableOf } from './read-sample.ts';

const rows = 200;
const answer = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 'yes' : 'no'));
const { table, schema } = tableOf({
  answer,
  sign: answer.map((value, i) => (i % 17 === 0 ? 'x' : value === 'yes' ? 'a' : 'b')),
  cabin: Array.from({ length: rows }, (_, i) => (i % 4 === 0 ? `c${i % 5}` : null))
});

async function storyFor(target: string | null, guessed = false) {
  const profile = await profileTable(table, schema, quietContext());
  const findings = await auditTable(table, schema, profile, target === null ? null : { target }, quietContext());
  const outliers = { columns: [], together: null, notes: [] };
  const story = tellDataStory({ profile, findings, quality: { axes: [] }, outliers, target, guessed });
  return story.findings.map(({ said }) => said);
}

test('a column with gaps is told once, with all others that have some', async () => {
  const said = await storyFor('answer');
  expect(said.filter((sentence) => sentence.includes('“cabin”') && sentence.includes('missing'))).toEqual([
    'Values are missing in “cabin” (150 rows); 50 rows of 200 are complete.'
  ]);
});

test('what goes with a target that is only guessed is told with that if', async () => {
  const about = (said: readonly string[]) => said.filter((sentence) => sentence.includes('goes with'));
  expect(about(await storyFor('answer'))).toEqual([expect.stringMatching(/^“sign” goes with “answer” most/)]);
  expect(about(await storyFor('answer', true))).toEqual([
    expect.stringMatching(/^If “answer” is what is to be told: “sign” goes with “answer” most/)
  ]);
  expect(about(await storyFor(null))).toEqual([]);
});
