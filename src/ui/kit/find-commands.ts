/** Something that can be done from anywhere: a step to go to, an action of the screen that is open. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** What kind of thing it is: "Step", "Project", "On this page". */
  readonly group: string;
  readonly run: () => void;
}

/** Commands whose words begin, in any order, with the words typed; those that begin with them first. */
export function findCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return commands;
  const fits = commands.filter(({ label, group }) => {
    const words = `${label} ${group}`.toLowerCase().split(/\s+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
  const first = ({ label }: Command) => (label.toLowerCase().startsWith(wanted[0]!) ? 0 : 1);
  return [...fits].sort((a, b) => first(a) - first(b));
}
