import { useState } from 'react';

const THEMES = { auto: 'automatique', light: 'clair', dark: 'sombre' } as const;
type Theme = keyof typeof THEMES;
const STORED = 'cinqaxes.theme';

function stored(): Theme {
  try {
    const value = localStorage.getItem(STORED);
    return value === 'light' || value === 'dark' ? value : 'auto';
  } catch {
    return 'auto';
  }
}

function show(theme: Theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

show(stored());

/** Light, dark, or as the machine is set; kept in this browser. */
export function ThemeChoice() {
  const [theme, setTheme] = useState(stored);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    show(chosen);
    try {
      localStorage.setItem(STORED, chosen);
    } catch {
      // a browser that keeps nothing shows the theme until the page is left
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
