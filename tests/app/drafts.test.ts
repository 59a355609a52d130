import { expect, test } from 'vitest';
import { Drafts, isRow, jsonDraft } from '../../src/app/drafts.ts';

function memory(entries: Record<string, string> = {}) {
  const texts = new Map(Object.entries(entries));
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, value: string) => void texts.set(key, value),
    removeItem: (key: string) => void texts.delete(key),
    key: (i: number) => [...texts.keys()][i] ?? null,
    get length() {
      return texts.size;
    }
  };
}

test('what was typed before the tab was closed is there in the next one', () => {
  const store = memory();
  new Drafts(store).at('p', 'problem/owner').write('Ada');
  expect(new Drafts(store).at('p', 'problem/owner').read()).toBe('Ada');
});

test('what was kept waits no more', () => {
  const store = memory();
  const draft = new Drafts(store).at('p', 'labels');
  draft.write('id,actual');
  draft.write(null);
  expect(draft.read()).toBeNull();
  expect(store.texts.size).toBe(0);
});

test('a long text lives as long as the page, and crowds nothing out', () => {
  const store = memory();
  const draft = new Drafts(store).at('p', 'pasted');
  draft.write('x'.repeat(200_000));
  expect(draft.read()).toHaveLength(200_000);
  expect(store.texts.size).toBe(0);
});

test('drafts of a removed project go, other keys of the site stay', () => {
  const store = memory({ 'lathe-theme': 'dark', 'lathe-draft:gone/labels': 'a', 'lathe-draft:here/labels': 'b' });
  const drafts = new Drafts(store);
  drafts.keepOnly(['here']);
  expect([...store.texts.keys()]).toEqual(['lathe-theme', 'lathe-draft:here/labels']);
});

test('without a store the page remembers', () => {
  const draft = new Drafts(null).at('p', 'labels');
  draft.write('text');
  expect(draft.read()).toBe('text');
});

test('what was pasted on the first page is not of a project, and stays', () => {
  const drafts = new Drafts(memory());
  drafts.at(null, 'pasted').write('a,b');
  drafts.keepOnly([]);
  expect(drafts.at(null, 'pasted').read()).toBe('a,b');
});

test('a row comes back as it was; what can not be read is no draft', () => {
  const draft = new Drafts(null).at('p', 'row');
  const row = jsonDraft(draft, isRow);
  row.write({ age: 30, sex: null });
  expect(row.read()).toEqual({ age: 30, sex: null });
  draft.write('[1,2');
  expect(row.read()).toBeNull();
  draft.write('[1,2]');
  expect(row.read()).toBeNull();
});
