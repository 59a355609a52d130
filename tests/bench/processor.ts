/** Seconds of the processor that this process has had so far: on a machine that others use too, only these can be compared. */
export function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}
