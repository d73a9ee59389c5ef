import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { NuqsAdapter } from 'nuqs/adapters/react-router/v7';
import { StrictMode, startTransition } from 'react';
import { I18nProvider } from 'react-aria-components';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { NoAnswer } from './api/ask';
import { App } from './app/App';
import '@fontsource-variable/source-sans-3/wght.css';
import './theme.css';
import './base.css';
import './print.css';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 30_000,
      retry: (failures, error) => failures < 2 && !(error instanceof NoAnswer),
    },
  },
});

const root = document.getElementById('root');
if (!root) throw new Error('no root element');
/** The maximum time for which the first page waits for its font; a font that arrives later moves the lines. */
const FONT_MS = 1_000;
await Promise.race([
  document.fonts.load('1em "Source Sans 3 Variable"'),
  new Promise((resolve) => setTimeout(resolve, FONT_MS)),
]);

const page = (
  <StrictMode>
    <QueryClientProvider client={client}>
      <I18nProvider locale="fr-FR">
        <BrowserRouter>
          {/* The router must know each change of the query string: links copy it from the address. */}
          <NuqsAdapter defaultOptions={{ shallow: false }}>
            <App />
          </NuqsAdapter>
        </BrowserRouter>
      </I18nProvider>
    </QueryClientProvider>
  </StrictMode>
);
// A transition is rendered in slices, between which the browser responds to the reader.
startTransition(() => createRoot(root).render(page));
