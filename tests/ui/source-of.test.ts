import { expect, test } from 'vitest';
import { sourceOf } from '../../src/ui/start/source-of.ts';

const file = (name: string, type = '', path = ''): File => {
  const made = new File(['x'], name, { type });
  Object.defineProperty(made, 'webkitRelativePath', { value: path });
  return made;
};

test('one table is a CSV project named after the file', () => {
  expect(sourceOf([file('penguins 2.csv', 'text/csv')])).toMatchObject({ kind: 'table', name: 'penguins 2' });
  expect(sourceOf([file('DATA.TSV')])).toMatchObject({ kind: 'table', name: 'DATA' });
});

test('images are an image project named after their folder, and what lies between them is left out', () => {
  const files = [file('1.png', 'image/png', 'digits/0/1.png'), file('.DS_Store', '', 'digits/.DS_Store')];
  expect(sourceOf(files)).toMatchObject({ kind: 'images', name: 'digits', content: [files[0]] });
});

test('a zip is images, a project file is an archive', () => {
  expect(sourceOf([file('digits.zip', 'application/zip')])).toMatchObject({ kind: 'table', name: 'digits' });
  expect(sourceOf([file('sales.csv.gz')])).toMatchObject({ kind: 'table', name: 'sales' });
  expect(sourceOf([file('penguins.lathe')])).toMatchObject({ kind: 'archive' });
});

test('anything else is nothing to begin from', () => {
  expect(sourceOf([])).toBeNull();
  expect(sourceOf([file('a.csv'), file('b.csv')])).toBeNull();
  expect(sourceOf([file('paper.pdf', 'application/pdf')])).toBeNull();
});
