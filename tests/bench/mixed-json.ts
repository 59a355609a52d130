import { createRng } from '../../src/core/rng.ts';

export type JsonKind = 'flat' | 'uneven' | 'nested';

/** JSON lines of twelve values: row number, decimals, whole numbers with gaps, categories, booleans, dates, words. */
export function mixedJson(bytes: number, kind: JsonKind): { text: string; rows: number } {
  const rng = createRng(7);
  const lines: string[] = [];
  for (let size = 0; size < bytes; size += lines.at(-1)!.length)
    lines.push(`${JSON.stringify(shaped(record(lines.length, rng), kind, rng))}\n`);
  return { text: lines.join(''), rows: lines.length };
}

function record(row: number, rng: () => number) {
  const pick = (words: readonly string[]) => words[Math.floor(rng() * words.length)]!;
  return {
    row_id: row,
    amount: Math.round(rng() * 100_000) / 100,
    age: rng() < 0.1 ? null : Math.floor(rng() * 90),
    score: Number((rng() * 2 - 1).toFixed(6)),
    city: pick(['Berlin', 'São Paulo', 'New York, NY', 'Tokyo', 'Nairobi', 'Oslo']),
    plan: pick(['free', 'basic', 'pro', 'enterprise']),
    active: rng() < 0.5,
    signed_up: `2024-0${1 + Math.floor(rng() * 9)}-${String(1 + Math.floor(rng() * 28)).padStart(2, '0')}`,
    visits: Math.floor(rng() * 50),
    ratio: Number(rng().toFixed(4)),
    code: `C${Math.floor(rng() * 300)}`,
    remark: `note ${Math.floor(rng() * 1e9).toString(36)}`
  };
}

function shaped(flat: ReturnType<typeof record>, kind: JsonKind, rng: () => number): object {
  if (kind === 'flat') return flat;
  if (kind === 'uneven')
    return {
      ...flat,
      remark: rng() < 0.3 ? `say "${flat.remark}"\n` : flat.remark,
      age: flat.age ?? undefined,
      ratio: rng() < 0.5 ? flat.ratio : undefined
    };
  const { city, plan, active, ...rest } = flat;
  return { ...rest, customer: { plan, active, place: { city } }, tags: rng() < 0.01 ? ['a', 'b'] : null };
}
