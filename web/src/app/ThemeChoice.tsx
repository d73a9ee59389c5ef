import { useState } from 'react';

const THEMES = { auto: 'auto', light: 'clair', dark: 'sombre' } as const;
type Theme = keyof typeof THEMES;
const STORAGE_KEY = 'cinqaxes.theme';

function loadTheme(): Theme {
  try {
    const value = localStorage.getItem(STORAGE_KEY);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

function applyTheme(theme: Theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

applyTheme(loadTheme());

/** Chooses light, dark or the system's theme, and remembers it in this browser. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(loadTheme);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    applyTheme(chosen);
    try {
      localStorage.setItem(STORAGE_KEY, chosen);
    } catch {
      // Without storage the theme lasts until the page is closed.
    }
  };
  return (
    <label className="theme">
      <span>Thème</span>
      <select value={theme} onChange={(event) => choose(event.target.value as Theme)}>
        {Object.entries(THEMES).map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
