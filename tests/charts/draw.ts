import { expressionInterpreter } from 'vega-interpreter';
import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { expect } from 'vitest';
import type { AnyChart } from '../../src/charts/chart-type.ts';
import { chartConfig } from '../../src/charts/theme.ts';
import { look } from './look.ts';

/** Draws a chart the way the page does: no eval, and a loader that refuses everything. */
export async function draw(chart: AnyChart, data: unknown): Promise<{ svg: string; asked: string[] }> {
  const asked: string[] = [];
  const refuse = (address: string) => {
    asked.push(address);
    return Promise.reject(new Error(`refused: ${address}`));
  };
  const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };
  const { spec } = compile(chart.spec(data, look), { config: chartConfig(look) });
  const view = new View(parse(spec, undefined, { ast: true }), { expr: expressionInterpreter, loader: loader as never, renderer: 'none' });
  const logged: unknown[] = [];
  view.logger({ ...view.logger(), error: (...words: unknown[]) => (logged.push(...words), view.logger()) } as never);
  const svg = await view.width(480).toSVG();
  expect(logged).toEqual([]);
  view.finalize();
  return { svg, asked };
}
