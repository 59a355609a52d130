// Runs before anything is painted, so that the first page neither flashes in the wrong light nor shows under a project's address.
// The key is the one of src/ui/shell/theme-choice.ts.
(() => {
  const page = document.documentElement;
  if (location.hash !== '' && location.hash !== '#/') page.dataset.elsewhere = '';
  try {
    const kept = localStorage.getItem('lathe-theme');
    if (kept === 'light' || kept === 'dark') page.dataset.theme = kept;
  } catch {
    // Nothing can be kept here: the system's choice holds.
  }
})();
