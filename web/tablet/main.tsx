import '@fontsource/b612/latin-400.css';
import '@fontsource/b612/latin-700.css';
import './styles/base.css';
import './styles/bridge.css';
import './styles/words.css';
import './styles/sheets.css';
import './styles/pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { TabletApp } from './app.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('boat.html has no #root');
if ('serviceWorker' in navigator) {
  // where it cannot be had, the enrolment says so
  navigator.serviceWorker.register('/boat-worker.js', { scope: '/boat' }).catch(() => {});
}
createRoot(root).render(
  <StrictMode>
    <TabletApp />
  </StrictMode>,
);
