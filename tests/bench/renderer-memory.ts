import { existsSync, readdirSync, readFileSync } from 'node:fs';

/** The most memory, in MB, that one renderer started from here holds (or, without `VmRSS`, has ever held); NaN where there is no /proc. */
export function largestRenderer(what: 'VmHWM' | 'VmRSS' = 'VmHWM'): number {
  if (!existsSync('/proc/self/status')) return NaN;
  const read = (pid: string, file: string) => {
    try {
      return readFileSync(`/proc/${pid}/${file}`, 'utf8');
    } catch {
      return '';
    }
  };
  const parentOf = (pid: string) => /PPid:\s+(\d+)/.exec(read(pid, 'status'))?.[1] ?? '0';
  const isOurs = (pid: string): boolean => pid === String(process.pid) || (Number(pid) > 1 && isOurs(parentOf(pid)));
  const renderers = readdirSync('/proc').filter(
    (pid) => /^\d+$/.test(pid) && read(pid, 'cmdline').includes('--type=renderer') && isOurs(pid)
  );
  return Math.max(...renderers.map((pid) => Number(new RegExp(`${what}:\\s+(\\d+)`).exec(read(pid, 'status'))?.[1] ?? 0) / 1000));
}
