import { createRng } from '../../src/core/rng.ts';

/** Twelve columns: row number, decimals, whole numbers with gaps, categories, booleans, dates, words in quotes. */
export function mixedCsv(bytes: number, hasQuotes: boolean): string {
  const rng = createRng(7);
  const cities = ['Berlin', 'São Paulo', hasQuotes ? 'New York, NY' : 'New York', 'Tokyo', 'Nairobi', 'Oslo'];
  const plans = ['free', 'basic', 'pro', 'enterprise'];
  const parts = ['row_id,amount,age,score,city,plan,active,signed_up,visits,ratio,code,remark\n'];
  let size = 0;
  for (let row = 0; size < bytes; row++) {
    const city = cities[Math.floor(rng() * 6)]!;
    const words = `note ${Math.floor(rng() * 1e9).toString(36)}`;
    const remark = hasQuotes ? `"${words}"` : words;
    const day = String(1 + Math.floor(rng() * 28)).padStart(2, '0');
    const line = `${row},${(rng() * 1000).toFixed(2)},${rng() < 0.1 ? '' : Math.floor(rng() * 90)},${(rng() * 2 - 1).toFixed(6)},${
      city.includes(',') ? `"${city}"` : city
    },${plans[Math.floor(rng() * 4)]!},${rng() < 0.5 ? 'true' : 'false'},2024-0${1 + Math.floor(rng() * 9)}-${day},${Math.floor(rng() * 50)},${rng().toFixed(4)},C${Math.floor(
      rng() * 300
    )},${remark}\n`;
    parts.push(line);
    size += line.length;
  }
  return parts.join('');
}
