import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/core/finding.ts';
import { textColumn } from '../../../src/core/table.ts';
import { mask } from '../../../src/stages/govern/privacy/mask.ts';
import { detectors } from '../../../src/stages/govern/privacy/registry.ts';
import { scanForPersonalData } from '../../../src/stages/govern/privacy/scan.ts';
import { quietContext, readSample, tableOf } from '../explore/read-sample.ts';

const scan = ({ table, schema }: ReturnType<typeof tableOf>) => scanForPersonalData(table, schema, quietContext());
const codes = (found: readonly Finding[]) => found.map(({ code, columns }) => `${code}: ${columns.join()}`);

describe('detectors', () => {
  test.each<[string, string[], string[]]>([
    ['email', ['ada@example.org', 'Write to bob.b@mail.example.co.uk please'], ['@ada', 'a@b', 'not an address', '5 @ 3']],
    [
      'phone',
      ['+49 171 2345678', '(030) 123 456-78', '001 212 555 0100', '0171/2345678'],
      ['2021-05-04', '12.05.2021', '1234567', '3.14159265', 'A 12']
    ],
    ['card', ['4111 1111 1111 1111', '5500005555555559', '378282246310005'], ['4111 1111 1111 1112', '1234567812345670', '42']],
    ['iban', ['DE89 3704 0044 0532 0130 00', 'GB82WEST12345698765432'], ['DE88 3704 0044 0532 0130 00', 'HELLO WORLD']],
    ['ip-address', ['192.168.0.1', '2001:db8::ff00:42:8329'], ['1.2.3', '300.1.1.1', '12:30:00', '::']],
    ['social-security', ['123-45-6789'], ['000-12-3456', '666-12-3456', '912-12-3456', '123-00-4567', '123456789']],
    ['address', ['12 Baker Street', 'Hauptstraße 5', '221b Baker St, London'], ['Baker', '12 eggs']],
    ['person-name', ['Ada Lovelace', 'Braund, Mr. Owen Harris'], ['item 5', 'lower case']],
    ['birth-date', ['1985-03-01', '01.03.1985', '1985'], ['3000', 'May']]
  ])('%s takes what it should and nothing else', (id, yes, no) => {
    const matches = detectors.get(id).matches!;
    expect(yes.filter((value) => !matches(value))).toEqual([]);
    expect(no.filter(matches)).toEqual([]);
  });

  test('random numbers are no cards: one in ten has the digit, half of a column has not', async () => {
    const numbers = Array.from({ length: 300 }, (_, i) => String(4_000_000_000_000_000 + i * 7919 * 104_729));
    expect(codes(await scan(tableOf({ amount: numbers })))).toEqual([]);
  });
});

test('examples are masked', () => {
  expect([mask('ada@example.org'), mask('4111 1111 1111 1111'), mask('Ada Lovelace')]).toEqual([
    'axx@xxxxxxx.xxg',
    '•••• •••• •••• •••1',
    'Axx xxxxxxxe'
  ]);
});

test('a table of customers', async () => {
  const n = 40;
  const make = (of: (i: number) => string) => Array.from({ length: n }, (_, i) => of(i));
  const sample = tableOf({
    customerName: make((i) => `Ada ${'BCDEFGHIJK'[i % 10]!}ovelace`),
    contact: make((i) => (i % 2 ? `person${i}@example.org` : 'none')),
    'Zip Code': make((i) => String(10_000 + i)),
    dob: make((i) => `19${50 + i}-05-01`),
    sex: make((i) => (i % 2 ? 'f' : 'm')),
    product_name: make((i) => (i % 2 ? 'Blue Chair' : 'Red Table')),
    amount: make((i) => String(i * 3.7))
  });
  const found = await scan(sample);
  expect(codes(found)).toEqual([
    'privacy-person-name: customerName',
    'privacy-email: contact',
    'privacy-address: Zip Code',
    'privacy-birth-date: dob',
    'privacy-k-anonymity: Zip Code,dob,sex',
    'privacy-sensitive: dob',
    'privacy-sensitive: sex'
  ]);
  expect(found.find(({ code }) => code === 'privacy-k-anonymity')?.evidence).toEqual({
    smallestGroup: 1,
    uniqueRows: 40,
    exposedRows: 40,
    rows: 40
  });
  expect(JSON.stringify(found)).not.toMatch(/person1@|Lovelace/);
});

test('of an address within a remark the address is the example, masked, and not what stands before it', async () => {
  const column = textColumn(
    'remark',
    Array.from({ length: 4 }, (_, i) => `Anna Berg called, write to bob${i}@mail.example.org`)
  );
  const schema = [{ name: 'remark', type: 'text', role: 'feature' }] as const;
  const [found] = await scanForPersonalData({ rows: 4, columns: [column] }, schema, quietContext());
  expect(found?.evidence).toMatchObject({ examples: ['bxx•@xxxx.xxxxxxx.xxg', 'bxx•@xxxx.xxxxxxx.xxg', 'bxx•@xxxx.xxxxxxx.xxg'] });
});

test('free text is told of', async () => {
  const column = textColumn(
    'note',
    Array.from({ length: 5 }, () => 'the patient came in with a cough and left again')
  );
  const found = await scanForPersonalData(
    { rows: 5, columns: [column] },
    [{ name: 'note', type: 'text', role: 'feature' }],
    quietContext()
  );
  expect(codes(found)).toEqual(['privacy-free-text: note']);
});

test('groups of five and more are hidden well enough', async () => {
  const cells = Array.from({ length: 60 }, (_, i) => i % 6);
  const found = await scan(tableOf({ age: cells.map((i) => String(30 + (i % 3))), sex: cells.map((i) => (i < 3 ? 'f' : 'm')) }));
  expect(codes(found).filter((code) => code.includes('k-anonymity'))).toEqual([]);
});

test('a birth is known whatever it is called, and places alone are no people', async () => {
  const make = (of: (i: number) => string) => Array.from({ length: 30 }, (_, i) => of(i));
  const born = make((i) => `19${50 + i}-05-01`);
  const city = make((i) => ['Oslo', 'Rome', 'Bern'][i % 3]!);
  const found = await scan(tableOf({ born, city }));
  expect(codes(found)).toContain('privacy-k-anonymity: born,city');
  expect(found[0]!.message).toContain('••••-••-•1');
  const stations = await scan(tableOf({ city, zip: make((i) => String(10_000 + i)) }));
  expect(codes(stations).filter((code) => code.includes('k-anonymity'))).toEqual([]);
});

test.each([
  ['diamonds', []],
  ['wine-quality', []],
  ['temperatures', []],
  ['penguins', ['privacy-sensitive: sex']]
])('%s: no false alarm', async (name, wanted) => {
  expect(codes(await scan(readSample(name)))).toEqual(wanted);
});

test('adult: no identifier, but few columns make people unique', async () => {
  const found = await scan(readSample('adult'));
  expect(found.filter(({ severity }) => severity === 'warning').map(({ code }) => code)).toEqual(['privacy-k-anonymity']);
  const protectedOnes = found.filter(({ code }) => code === 'privacy-sensitive').flatMap(({ columns }) => columns);
  expect(protectedOnes).toEqual(['age', 'marital_status', 'relationship', 'race', 'sex', 'native_country', 'income']);
});
