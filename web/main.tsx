import '@fontsource/b612/400.css';
import '@fontsource/biz-udpgothic/400.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<StrictMode>見張り Mihari</StrictMode>);
