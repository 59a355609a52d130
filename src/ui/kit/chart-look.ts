import type { ChartColours, ChartLook } from '../../charts/chart-type.ts';
import { colourTokens, seriesTokens } from '../../charts/theme.ts';

/** The tokens as they are where the chart stands, light or dark: the browser resolves each through a probe. */
export function lookOf(host: HTMLElement): ChartLook {
  const probe = host.ownerDocument.createElement('span');
  // Where motion is reduced every element has a short transition, and a colour asked for in its midst is still the one before.
  probe.style.setProperty('transition', 'none', 'important');
  host.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(${token})`;
    return getComputedStyle(probe).color;
  };
  const named = Object.entries(colourTokens).map(([name, token]) => [name, resolve(token)]);
  const [first, second, third, fourth] = seriesTokens.map(resolve) as [string, string, string, string];
  const font = getComputedStyle(host).fontFamily;
  probe.remove();
  const colours = { ...(Object.fromEntries(named) as Omit<ChartColours, 'series'>), series: [first, second, third, fourth] as const };
  return { colours, font, width: host.clientWidth };
}

/** Calls back when the page turns light or dark. @returns how to stop */
export function onSchemeChange(callback: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  const own = new MutationObserver(callback);
  system.addEventListener('change', callback);
  own.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => {
    system.removeEventListener('change', callback);
    own.disconnect();
  };
}
