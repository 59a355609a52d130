import { parse, View } from 'vega';
import { expressionInterpreter } from 'vega-interpreter';
import { compile } from 'vega-lite';
import type { TopLevelSpec } from 'vega-lite';
import type { ChartLook } from '../../charts/chart-type.ts';
import { chartConfig } from '../../charts/theme.ts';
import { pointsOf, type ChartPoint } from './chart-points.ts';
import { createTurns, endOfTask } from './turns.ts';

export interface Drawing {
  points(): readonly ChartPoint[];
  resize(width: number): Promise<void>;
  dispose(): void;
}

/** A chart asks for nothing: data come with it, and a name that looks like an address stays a name. */
const refuse = (address: string) => Promise.reject(new Error(`A chart may not load ${address}.`));
const loader = { load: refuse, sanitize: refuse, http: refuse, file: refuse };

/** Over this many marks a canvas is quicker than that many elements. */
const MANY_POINTS = 1500;

const inTurn = createTurns();

/**
 * Draws a spec into an element, without eval and without styles of Vega's own. Charts of one page are drawn one after the other, with room for
 * the page to breathe between them.
 */
export const drawChart = (host: HTMLElement, spec: TopLevelSpec, look: ChartLook, marks: number): Promise<Drawing> =>
  inTurn(() => draw(host, spec, look, marks));

async function draw(host: HTMLElement, spec: TopLevelSpec, look: ChartLook, marks: number): Promise<Drawing> {
  // The first chart of a page finds Vega cold: its three steps are too long for one task.
  const compiled = compile(spec, { config: chartConfig(look) }).spec;
  await endOfTask();
  const flow = parse(compiled, undefined, { ast: true });
  await endOfTask();
  const view = new View(flow, {
    expr: expressionInterpreter,
    loader: loader as never,
    renderer: marks > MANY_POINTS ? 'canvas' : 'svg',
    tooltip: () => undefined
  });
  await view.initialize(host).runAsync();
  return {
    points: () => pointsOf(sceneOf(view), cornerOf(view)),
    async resize(width) {
      await view.signal('width', width).resize().runAsync();
    },
    dispose: () => void view.finalize()
  };
}

/** Where the scene begins, px from the element's corner. */
function cornerOf(view: View): [number, number] {
  const [x = 0, y = 0] = view.origin();
  const padding = view.padding();
  return typeof padding === 'number' ? [x + padding, y + padding] : [x + (padding.left ?? 0), y + (padding.top ?? 0)];
}

/** Vega's types keep the scene to themselves. */
const sceneOf = (view: View) => (view.scenegraph() as unknown as { root: Parameters<typeof pointsOf>[0] }).root;
