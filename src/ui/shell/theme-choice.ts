export type ThemeChoice = 'system' | 'light' | 'dark';

const KEY = 'lathe-theme';

/** What the person chose before; the system's choice otherwise, also where nothing can be kept. */
export function readTheme(): ThemeChoice {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  } catch {
    return 'system';
  }
}

/** Turns the page light or dark, and keeps the choice. */
export function applyTheme(choice: ThemeChoice): void {
  if (choice === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    localStorage.setItem(KEY, choice);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export const isDark = (choice: ThemeChoice): boolean =>
  choice === 'system' ? matchMedia('(prefers-color-scheme: dark)').matches : choice === 'dark';
