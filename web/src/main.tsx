import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './app/theme.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queryClient } from './app/query-client';
import { router } from './app/router';
import { theme } from './app/theme';

/** The page's policy lets in only styles that carry the nonce it was served with. */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.content;
// A dialog locks the page behind it by a style of its own, and asks here for the nonce.
if (nonce !== undefined) (globalThis as { __webpack_nonce__?: string }).__webpack_nonce__ = nonce;
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <MantineProvider theme={theme} defaultColorScheme="auto" {...(nonce !== undefined && { getStyleNonce: () => nonce })}>
        <Notifications position="bottom-right" autoClose={8000} />
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/app/service-worker.js', { scope: '/app/' });
