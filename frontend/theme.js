// Sets the chosen theme before the first paint: loaded in <head> without `defer`, so it must stay tiny.
// "light" and "dark" are choices; anything else, or no storage at all, follows the system.
try {
  const theme = localStorage.getItem("vigie-theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // Storage is closed to this page: the system decides.
}
