import { expect, test } from 'vitest';
import { auditTable } from '../../../src/stages/explore/audit.ts';
import { profileTable } from '../../../src/stages/explore/profile.ts';
import { threeThings } from '../../../src/stages/explore/three-things.ts';
import { quietContext, readSample } from './read-sample.ts';

async function told(name: string, target: string): Promise<string[]> {
  const { table, schema } = readSample(name);
  const profile = await profileTable(table, schema, quietContext());
  return threeThings(profile, await auditTable(table, schema, profile, { target }, quietContext()), target);
}

test('the leak comes first, and is not praised as the best column', async () => {
  const [first, second, third] = await told('titanic', 'survived');
  expect(first).toBe('“alive” gives the answer away: it is the target under another name.');
  expect(second).toMatch(/^“who” goes with “survived” most/);
  expect(third).toContain('“pclass” and “class”');
});

test('penguins: what tells the species, what says the same, what is missing', async () => {
  const sentences = await told('penguins', 'species');
  expect(sentences).toHaveLength(3);
  expect(sentences[0]).toMatch(/goes with “species” most/);
  expect(sentences[1]).toBe('“flipper_length_mm” and “body_mass_g” say nearly the same (correlation 0.87).');
  expect(sentences[2]).toContain('“sex” (11 rows)');
});
